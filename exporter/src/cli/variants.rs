//! `--variant` of `dynet-export pack`, whose counts only some networks need.

use std::path::Path;

use dynet_exporter::{Error, ErrorKind};
use dynet_models::{AnyConfig, NetworkConfig as _, Reuse, weights};

/// A variant as it was asked for.
pub type Asked = (String, Option<Reuse>);

/// `s=2,3,3,4`, or a name alone.
pub fn asked(text: &str) -> Result<Asked, String> {
    match text.contains(['=', ',']) {
        true => super::variant(text).map(|(name, reuse)| (name, Some(reuse))),
        false => super::check_name(text).map(|()| (text.to_owned(), None)),
    }
}

/// The variants with their counts; a name alone is of a network whose blocks run once.
///
/// # Errors
/// [`ErrorKind::Argument`] for a name given twice, and for one alone where the network in `weights`
/// needs counts; [`ErrorKind::Weights`] when that cannot be told.
pub fn counted(asked: Vec<Asked>, weights: &Path) -> Result<Vec<(String, Reuse)>, Error> {
    for (i, (name, _)) in asked.iter().enumerate() {
        if asked[..i].iter().any(|(other, _)| other == name) {
            let text = format!("the variant {name} is given twice; give each its own name");
            return Err(Error::new(ErrorKind::Argument, text));
        }
    }
    let bare = asked.iter().find(|(_, reuse)| reuse.is_none());
    if let Some((name, _)) = bare {
        let network = config(weights)?;
        if network.reuses() {
            let text = format!(
                "say how often each block of this {} runs, such as --variant {name}=2,3,3,4",
                network.name()
            );
            return Err(Error::new(ErrorKind::Argument, text));
        }
    }
    let once = |(name, reuse): Asked| (name, reuse.unwrap_or(Reuse::ONCE));
    Ok(asked.into_iter().map(once).collect())
}

/// Which network a weights file is of.
fn config(path: &Path) -> Result<AnyConfig, Error> {
    let tensors = weights::read(path)
        .map_err(|error| Error::new(ErrorKind::Weights, error.to_string()).with_source(error))?;
    let text = tensors.metadata.get(weights::CONFIG_KEY);
    let config = text.and_then(|text| serde_json::from_str(text).ok());
    config.ok_or_else(|| {
        let text = "the file does not say which network it belongs to: write it with dynet-train";
        Error::new(ErrorKind::Weights, text).at(path.display().to_string())
    })
}
