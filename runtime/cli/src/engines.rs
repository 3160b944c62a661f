//! `--ep list`: what can compute here.

use super::terminal;

/// Whether the arguments ask for the list.
pub fn asked(args: impl Iterator<Item = String>) -> bool {
    let args: Vec<String> = args.collect();
    args.iter().any(|arg| arg == "--ep=list")
        || args
            .windows(2)
            .any(|two| two[0] == "--ep" && two[1] == "list")
}

/// Prints every engine and execution provider, and why it cannot be used where it cannot.
pub fn list() {
    let say = |name: &str, reason: Option<String>| {
        let text = reason.unwrap_or_else(|| "can be used".into());
        terminal::say(&format!("{name:<12} {text}"));
    };
    for (name, reason) in providers() {
        say(&name, reason);
    }
    let absent = "this build does not have it; build with the feature \"tract\"";
    say(
        "tract",
        (!cfg!(feature = "tract")).then(|| absent.to_owned()),
    );
}

#[cfg(feature = "ort")]
fn providers() -> Vec<(String, Option<String>)> {
    use dynet_engine::library::{Search, find};
    use dynet_engine::ort::{Ort, Provider};

    let named = |provider: Provider| format!("ort {provider}");
    let none = |reason: String| {
        let all = Provider::ALL.into_iter();
        all.map(|provider| (named(provider), Some(reason.clone())))
            .collect()
    };
    let engine = match find(None) {
        Ok(Search::Found(path)) => Ort::new(&path, 1),
        Ok(Search::Absent(reason)) => return none(reason),
        Err(error) => Err(error),
    };
    match engine {
        Ok(engine) => engine
            .providers()
            .map(|(p, reason)| (named(p), reason))
            .collect(),
        Err(error) => none(error.to_string()),
    }
}

#[cfg(not(feature = "ort"))]
fn providers() -> Vec<(String, Option<String>)> {
    let reason = "this build does not have it; build with the feature \"ort\"";
    vec![("ort".into(), Some(reason.into()))]
}
