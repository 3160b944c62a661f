//! Which of a pack's tasks a picture needs.

use std::fmt;
use std::str::FromStr;

use super::Restorer;
use crate::degradation::{self, Degradation};
use dynet_core::{Error, ErrorKind, Planar, Result};

/// Which task restores a picture.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum TaskChoice {
    /// The pack's own network.
    #[default]
    None,
    /// The task of that name.
    Named(String),
    /// The first task whose kind is what [`degradation::estimate`] finds in the picture; the
    /// pack's own network where it finds nothing, or the pack has no task for it.
    Auto,
}

impl From<Option<String>> for TaskChoice {
    fn from(name: Option<String>) -> Self {
        name.map_or(Self::None, Self::Named)
    }
}

impl FromStr for TaskChoice {
    type Err = std::convert::Infallible;

    /// `none`, `auto` or a task's name, which may not exist.
    fn from_str(text: &str) -> std::result::Result<Self, Self::Err> {
        Ok(match text {
            "none" => Self::None,
            "auto" => Self::Auto,
            name => Self::Named(name.to_owned()),
        })
    }
}

impl fmt::Display for TaskChoice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::None => "none",
            Self::Named(name) => name,
            Self::Auto => "auto",
        })
    }
}

/// The chosen task's name, and with `auto` what was found in the picture.
#[derive(Clone, Copy, Default)]
pub(super) struct Chosen<'a> {
    pub task: Option<&'a str>,
    pub found: Option<Degradation>,
}

impl Restorer {
    /// The task for a picture, which is `None` if only rows of it are in memory.
    pub(super) fn choose<'a>(
        &'a self,
        choice: &'a TaskChoice,
        picture: Option<&Planar>,
    ) -> Result<Chosen<'a>> {
        let picture = match (choice, picture) {
            (TaskChoice::None, _) => return Ok(Chosen::default()),
            (TaskChoice::Named(name), _) => {
                let task = Some(self.pack.task(name)?.name.as_str());
                return Ok(Chosen { task, found: None });
            }
            (TaskChoice::Auto, Some(picture)) => picture,
            (TaskChoice::Auto, None) => {
                return Err(Error::new(
                    ErrorKind::Argument,
                    "no task can be detected for a picture that is read row by row: name a task, \
                     for example the one for degradation::estimate's result",
                ));
            }
        };
        let found = degradation::estimate(picture);
        let kind = found.map(|found| found.kind.name());
        let mut tasks = self.pack.manifest().tasks.iter();
        let task = tasks.find(|task| kind.is_some() && task.kind.as_deref() == kind);
        let task = task.map(|task| task.name.as_str());
        Ok(Chosen { task, found })
    }
}
