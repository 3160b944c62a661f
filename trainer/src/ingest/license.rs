//! Licenses of photos, from `licenses.tsv` beside them.

use dynet_core::{Error, ErrorKind, Result};
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io::{BufRead as _, BufReader, ErrorKind as IoKind};
use std::path::{Path, PathBuf};

/// The file's name, and its name in earlier versions.
const FILES: [&str; 2] = ["licenses.tsv", "licences.tsv"];

/// Licenses of the photos below one root folder.
///
/// `licenses.tsv` has a line `file<TAB>license` for each photo in its folder; `file` may also be a path below it, a
/// tar (for all photos in it) or `x.tar/name` for one of those. The nearest file and the longest name win. Empty
/// lines and lines that begin with `#` are ignored.
pub(super) struct Licenses {
    root: PathBuf,
    otherwise: String,
    /// The tables of the folders from the root to the current one.
    tables: Vec<Table>,
}

#[derive(Default)]
struct Table {
    folder: PathBuf,
    /// Hashes instead of names: a million photos then take 25 MB instead of 150.
    places: HashMap<u64, u32>,
    texts: Vec<String>,
}

impl Licenses {
    pub fn new(root: &Path, otherwise: &str) -> Self {
        Self {
            root: root.to_path_buf(),
            otherwise: otherwise.to_owned(),
            tables: Vec::new(),
        }
    }

    /// The license of the photo at `path`, or of `member` in the tar there.
    pub fn of(&mut self, path: &Path, member: &str) -> Result<String> {
        self.enter(path.parent().unwrap_or(Path::new("")))?;
        for table in self.tables.iter().rev() {
            let Ok(below) = path.strip_prefix(&table.folder) else {
                continue;
            };
            let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
            let name = parts.join("/");
            let inside = format!("{name}/{member}");
            if let Some(text) = table.get(&inside).or_else(|| table.get(&name)) {
                return Ok(text.clone());
            }
        }
        Ok(self.otherwise.clone())
    }

    /// Drops the tables of folders that the walk has left and reads those of new folders.
    fn enter(&mut self, folder: &Path) -> Result<()> {
        while self
            .tables
            .last()
            .is_some_and(|t| !folder.starts_with(&t.folder))
        {
            self.tables.pop();
        }
        let mut missing: Vec<_> = folder
            .ancestors()
            .take_while(|f| f.starts_with(&self.root))
            .take_while(|f| self.tables.last().is_none_or(|t| t.folder != **f))
            .collect();
        while let Some(folder) = missing.pop() {
            self.tables.push(Table::read(folder)?);
        }
        Ok(())
    }
}

impl Table {
    fn read(folder: &Path) -> Result<Self> {
        let mut table = Self {
            folder: folder.to_path_buf(),
            ..Self::default()
        };
        let [path, earlier] = FILES.map(|name| folder.join(name));
        let path = if path.exists() { path } else { earlier };
        let file = match std::fs::File::open(&path) {
            Ok(file) => file,
            Err(e) if e.kind() == IoKind::NotFound => return Ok(table),
            Err(e) => return Err(Error::io("read", &path, e)),
        };
        let mut known = HashMap::new();
        for (number, line) in (1..).zip(BufReader::new(file).lines()) {
            let line = line.map_err(|e| Error::io("read", &path, e))?;
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let Some((name, license)) = line.split_once('\t') else {
                let message = format!("line {number} has no tab: write file<TAB>license");
                return Err(Error::new(ErrorKind::Argument, message).in_file(&path));
            };
            let license = license.trim();
            let at = *known.entry(license.to_owned()).or_insert_with(|| {
                table.texts.push(license.to_owned());
                table.texts.len() as u32 - 1
            });
            table.places.insert(hash(name.trim()), at);
        }
        Ok(table)
    }

    fn get(&self, name: &str) -> Option<&String> {
        self.texts.get(*self.places.get(&hash(name))? as usize)
    }
}

fn hash(name: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    name.hash(&mut hasher);
    hasher.finish()
}
