//! A file that is written under a temporary name, hashed on the way, and renamed when complete.

use super::manifest::FileSum;
use super::sum::Sha256Sum;
use dynet_core::{Error, Result};
use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Suffix of unfinished files; they are removed when the store is opened.
pub(super) const UNFINISHED: &str = ".part";

pub(super) struct AtomicFile {
    target: PathBuf,
    part: PathBuf,
    file: BufWriter<File>,
    hash: Sha256,
    bytes: u64,
    renamed: bool,
}

impl AtomicFile {
    pub fn create(folder: &Path, name: &str) -> Result<Self> {
        let part = folder.join(format!("{name}{UNFINISHED}"));
        let file = File::create(&part).map_err(|e| Error::io("create", &part, e))?;
        Ok(Self {
            target: folder.join(name),
            part,
            file: BufWriter::with_capacity(1 << 18, file),
            hash: Sha256::new(),
            bytes: 0,
            renamed: false,
        })
    }

    /// Bytes written so far.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Names the file in an error.
    pub fn failed(&self) -> impl Fn(io::Error) -> Error + use<> {
        failed(self.target.clone())
    }

    /// Gives the file its name after a sync, so that even after a power failure `store.json` names only complete
    /// files.
    pub fn commit(mut self) -> Result<FileSum> {
        let failed = self.failed();
        self.file.flush().map_err(&failed)?;
        self.file.get_ref().sync_all().map_err(&failed)?;
        fs::rename(&self.part, &self.target).map_err(&failed)?;
        self.renamed = true;
        Ok(FileSum {
            bytes: self.bytes,
            sha256: Sha256Sum(self.hash.clone().finalize().into()),
        })
    }
}

/// Names the file `path` in an error; for a full disk it says what to do.
pub(super) fn failed(path: PathBuf) -> impl Fn(io::Error) -> Error {
    move |e| match e.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
            let message = "the disk is full; finished files are kept: make room and run the same command again";
            Error::new(dynet_core::ErrorKind::Io, message)
                .in_file(&path)
                .caused_by(e)
        }
        _ => Error::io("write", &path, e),
    }
}

impl Write for AtomicFile {
    fn write(&mut self, data: &[u8]) -> io::Result<usize> {
        let count = self.file.write(data)?;
        self.hash.update(&data[..count]);
        self.bytes += count as u64;
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Drop for AtomicFile {
    fn drop(&mut self) {
        if !self.renamed {
            // Nothing better can be done with an error here; the next run removes the file.
            let _ = fs::remove_file(&self.part);
        }
    }
}
