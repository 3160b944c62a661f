//! The variants of a pack: depths of a network whose blocks are reused, and one of any other.

use dynet_models::{AnyConfig, NetworkConfig as _, Reuse};

use crate::{Error, ErrorKind, Result};

/// Refuses duplicate names.
///
/// # Errors
/// [`ErrorKind::Argument`] for such a name.
pub(super) fn check_names(asked: &[(String, Option<Reuse>)]) -> Result<()> {
    for (i, (variant, _)) in asked.iter().enumerate() {
        if asked[..i].iter().any(|(other, _)| other == variant) {
            let text = format!("the variant {variant} is given twice; give each its own name");
            return Err(Error::new(ErrorKind::Argument, text));
        }
    }
    Ok(())
}

/// The variants for a network, of those that were asked for; a network whose blocks are not reused
/// has one, named after its family unless it was given a name.
///
/// # Errors
/// [`ErrorKind::Argument`] if a network with reuse has no variant or one without counts, or if another network
/// has counts or several variants.
pub(super) fn of(
    config: &AnyConfig,
    asked: &[(String, Option<Reuse>)],
) -> Result<Vec<(String, Reuse)>> {
    let name = config.name();
    let wrong = |text: String| Err(Error::new(ErrorKind::Argument, text));
    let how_often = |variant: &str| {
        let text = format!(
            "say how often each block of this {name} runs, such as --variant {variant}=2,3,3,4"
        );
        Error::new(ErrorKind::Argument, text)
    };
    match asked {
        [] if config.reuses() => Err(how_often("s")),
        [] => Ok(vec![(config.family().to_owned(), Reuse::ONCE)]),
        _ if config.reuses() => {
            let counted = |(variant, counts): &(String, Option<Reuse>)| match counts {
                Some(counts) => Ok((variant.clone(), *counts)),
                None => Err(how_often(variant)),
            };
            asked.iter().map(counted).collect()
        }
        [(variant, None | Some(Reuse::ONCE))] => Ok(vec![(variant.clone(), Reuse::ONCE)]),
        [(variant, Some(counts))] => wrong(format!(
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
        let asked = |list: &[&str]| -> Vec<(String, Option<Reuse>)> {
            let counts = list.iter().map(|counts| counts.parse().ok());
            let names = ["a", "b"].map(str::to_owned).into_iter();
            names.zip(counts).collect()
        };
        let plain = AnyConfig::named("nafnet").unwrap();
        let own = of(&plain, &[]).unwrap();
        assert_eq!(own, [("nafnet".to_owned(), Reuse::ONCE)]);
        for list in [["1,1,1,1"], [""]] {
            assert_eq!(
                of(&plain, &asked(&list)).unwrap(),
                [("a".to_owned(), Reuse::ONCE)]
            );
        }
        for (list, word) in [
            (&["2,1,1,1"][..], "leave the counts out"),
            (&["1,1,1,1", "1,1,1,1"], "not 2"),
        ] {
            let error = of(&plain, &asked(list)).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Argument);
            assert!(error.to_string().contains(word), "{error}");
        }

        let reused = AnyConfig::named("tiny").unwrap();
        let two = of(&reused, &asked(&["1,1,1,1", "2,3,3,4"])).unwrap();
        assert_eq!(two[1], ("b".to_owned(), Reuse::S));
        for (asked, word) in [
            (vec![], "DyNet"),
            (asked(&["1,1,1,1", ""]), "--variant b=2,3,3,4"),
        ] {
            let error = of(&reused, &asked).unwrap_err().to_string();
            assert!(error.contains(word), "{error}");
        }
    }
}
