//! Which variants a pack has: depths of a network whose blocks are reused, and one of any other.

use dynet_models::{AnyConfig, NetworkConfig as _, Reuse};

use crate::{Error, ErrorKind, Result};

/// The variants for a network, of those that were asked for; a network whose blocks are not reused
/// has one, named after its family unless it was given a name.
///
/// # Errors
/// [`ErrorKind::Argument`] for none of a network with reuse, and for counts or several of another.
pub(super) fn of(config: &AnyConfig, asked: &[(String, Reuse)]) -> Result<Vec<(String, Reuse)>> {
    let name = config.name();
    let wrong = |text: String| Err(Error::new(ErrorKind::Argument, text));
    match asked {
        [] if config.reuses() => wrong(format!(
            "say how often each block of this {name} runs, such as --variant s=2,3,3,4"
        )),
        [] => Ok(vec![(config.family().to_owned(), Reuse::ONCE)]),
        _ if config.reuses() => Ok(asked.to_vec()),
        [(_, Reuse::ONCE)] => Ok(asked.to_vec()),
        [(variant, counts)] => wrong(format!(
            "this {name} runs each of its blocks once, so {variant} cannot run them {counts} \
             times: leave the counts out"
        )),
        several => wrong(format!(
            "this {name} runs each of its blocks once, so it has one variant, not {}: leave \
             --variant out",
            several.len()
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_without_reuse_has_one_variant() {
        let asked = |list: &[&str]| -> Vec<(String, Reuse)> {
            let counts = list.iter().map(|counts| counts.parse().unwrap());
            let names = ["a", "b"].map(str::to_owned).into_iter();
            names.zip(counts).collect()
        };
        let plain = AnyConfig::named("nafnet").unwrap();
        let own = of(&plain, &[]).unwrap();
        assert_eq!(own, [("nafnet".to_owned(), Reuse::ONCE)]);
        let named = asked(&["1,1,1,1"]);
        assert_eq!(of(&plain, &named).unwrap(), named);
        for (list, word) in [
            (&["2,1,1,1"][..], "leave the counts out"),
            (&["1,1,1,1", "1,1,1,1"], "not 2"),
        ] {
            let error = of(&plain, &asked(list)).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Argument);
            assert!(error.to_string().contains(word), "{error}");
        }

        let reused = AnyConfig::named("tiny").unwrap();
        let two = asked(&["1,1,1,1", "2,3,3,4"]);
        assert_eq!(of(&reused, &two).unwrap(), two);
        assert!(of(&reused, &[]).unwrap_err().to_string().contains("DyNet"));
    }
}
