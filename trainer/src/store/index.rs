//! The Parquet index: one row per patch, in the order of the shards.

use super::atomic_file::{AtomicFile, failed};
use super::manifest::FileSum;
use dynet_core::{Error, ErrorKind, Result};
use parquet::column::reader::get_typed_column_reader;
use parquet::data_type::{ByteArray, ByteArrayType, DataType, FloatType, Int32Type, Int64Type};
use parquet::errors::{ParquetError, Result as ParquetResult};
use parquet::file::reader::{FileReader, RowGroupReader, SerializedFileReader};
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::parser::parse_message_type;
use std::fs::File;
use std::path::Path;

/// Positions of the columns, from 0, are used below.
const SCHEMA: &str = "message patches {
    REQUIRED BYTE_ARRAY shard (UTF8);
    REQUIRED BYTE_ARRAY key (UTF8);
    REQUIRED INT64 offset;
    REQUIRED INT32 bytes;
    REQUIRED BYTE_ARRAY source (UTF8);
    REQUIRED BYTE_ARRAY license (UTF8);
    REQUIRED INT32 x;
    REQUIRED INT32 y;
    REQUIRED INT32 width;
    REQUIRED INT32 height;
    REQUIRED FLOAT flatness;
    REQUIRED BYTE_ARRAY sha256 (UTF8);
}";
const OFFSET: usize = 2;
/// Rows buffered before a write: about 20 MB.
const GROUP: usize = 1 << 16;

/// A patch in a store.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The tar, `000000.tar`.
    pub shard: String,
    /// Its name in the tar, without `.png`.
    pub key: String,
    /// Where the PNG's bytes begin in the tar.
    pub offset: i64,
    /// Size of the PNG, in bytes.
    pub bytes: i32,
    /// The photo it was cut from.
    pub source: String,
    /// The photo's license; empty if not given.
    pub license: String,
    /// Left edge in the photo, in pixels.
    pub x: i32,
    /// Upper edge in the photo.
    pub y: i32,
    /// Width in pixels.
    pub width: i32,
    /// Height in pixels.
    pub height: i32,
    /// Share of its area that is flat, 0 to 1.
    pub flatness: f32,
    /// SHA-256 of the PNG, in hexadecimal.
    pub sha256: String,
}

/// An index that is being written.
pub(super) struct IndexWriter {
    file: SerializedFileWriter<AtomicFile>,
    rows: Vec<Row>,
    path: std::path::PathBuf,
}

impl IndexWriter {
    pub fn create(folder: &Path, name: &str) -> Result<Self> {
        let path = folder.join(name);
        let file = parse_message_type(SCHEMA)
            .and_then(|schema| {
                let file = AtomicFile::create(folder, name)
                    .map_err(|e| ParquetError::External(e.into()))?;
                SerializedFileWriter::new(file, schema.into(), Default::default())
            })
            .map_err(|e| explain(e, &path))?;
        let rows = Vec::new();
        Ok(Self { file, rows, path })
    }

    pub fn add(&mut self, rows: impl IntoIterator<Item = Row>) -> Result<()> {
        for row in rows {
            self.rows.push(row);
            if self.rows.len() == GROUP {
                self.flush()?;
            }
        }
        Ok(())
    }

    fn flush(&mut self) -> Result<()> {
        let rows = std::mem::take(&mut self.rows);
        write_group(&mut self.file, &rows).map_err(|e| explain(e, &self.path))
    }

    pub fn commit(mut self) -> Result<FileSum> {
        if !self.rows.is_empty() {
            self.flush()?;
        }
        let file = self.file.into_inner();
        file.map_err(|e| explain(e, &self.path))?.commit()
    }
}

fn write_group(file: &mut SerializedFileWriter<AtomicFile>, rows: &[Row]) -> ParquetResult<()> {
    let mut group = file.next_row_group()?;
    texts(&mut group, rows, |r| &r.shard)?;
    texts(&mut group, rows, |r| &r.key)?;
    column::<Int64Type>(&mut group, rows.iter().map(|r| r.offset).collect())?;
    column::<Int32Type>(&mut group, rows.iter().map(|r| r.bytes).collect())?;
    texts(&mut group, rows, |r| &r.source)?;
    texts(&mut group, rows, |r| &r.license)?;
    column::<Int32Type>(&mut group, rows.iter().map(|r| r.x).collect())?;
    column::<Int32Type>(&mut group, rows.iter().map(|r| r.y).collect())?;
    column::<Int32Type>(&mut group, rows.iter().map(|r| r.width).collect())?;
    column::<Int32Type>(&mut group, rows.iter().map(|r| r.height).collect())?;
    column::<FloatType>(&mut group, rows.iter().map(|r| r.flatness).collect())?;
    texts(&mut group, rows, |r| &r.sha256)?;
    group.close().map(|_| ())
}

fn texts(
    group: &mut SerializedRowGroupWriter<AtomicFile>,
    rows: &[Row],
    text: fn(&Row) -> &String,
) -> ParquetResult<()> {
    let texts = rows.iter().map(|r| ByteArray::from(text(r).as_str()));
    column::<ByteArrayType>(group, texts.collect())
}

fn column<T: DataType>(
    group: &mut SerializedRowGroupWriter<AtomicFile>,
    values: Vec<T::T>,
) -> ParquetResult<()> {
    let Some(mut column) = group.next_column()? else {
        return Err(ParquetError::General("too few columns".to_owned()));
    };
    column.typed::<T>().write_batch(&values, None, None)?;
    column.close()
}

/// Reads a whole index into memory; only for one shard.
pub(crate) fn read(path: &Path) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    each_group(path, &mut |group| {
        let text = |at: usize| {
            let values = values::<ByteArrayType>(group, at)?.into_iter();
            values
                .map(|v| v.as_utf8().map(str::to_owned))
                .collect::<ParquetResult<Vec<String>>>()
        };
        let int = |at: usize| values::<Int32Type>(group, at);
        let (mut shard, mut key) = (text(0)?.into_iter(), text(1)?.into_iter());
        let (mut source, mut license) = (text(4)?.into_iter(), text(5)?.into_iter());
        let (bytes, x, y, width, height) = (int(3)?, int(6)?, int(7)?, int(8)?, int(9)?);
        let flatness = values::<FloatType>(group, 10)?;
        let mut sha256 = text(11)?.into_iter();
        for (i, offset) in values::<Int64Type>(group, OFFSET)?.into_iter().enumerate() {
            rows.push(Row {
                shard: shard.next().unwrap_or_default(),
                key: key.next().unwrap_or_default(),
                offset,
                bytes: bytes[i],
                source: source.next().unwrap_or_default(),
                license: license.next().unwrap_or_default(),
                x: x[i],
                y: y[i],
                width: width[i],
                height: height[i],
                flatness: flatness[i],
                sha256: sha256.next().unwrap_or_default(),
            });
        }
        Ok(())
    })?;
    Ok(rows)
}

/// Where each PNG begins, in the order of the rows.
pub(super) fn offsets(path: &Path, each: &mut dyn FnMut(i64)) -> Result<()> {
    each_group(path, &mut |group| {
        values::<Int64Type>(group, OFFSET)?
            .into_iter()
            .for_each(&mut *each);
        Ok(())
    })
}

type Visit<'a> = &'a mut dyn FnMut(&dyn RowGroupReader) -> ParquetResult<()>;

fn each_group(path: &Path, visit: Visit) -> Result<()> {
    let file = File::open(path).map_err(|e| Error::io("open", path, e))?;
    let visit_all = || {
        let reader = SerializedFileReader::new(file)?;
        // Typed readers below rely on it.
        if *reader.metadata().file_metadata().schema() != parse_message_type(SCHEMA)? {
            return Err(ParquetError::General("unexpected columns".to_owned()));
        }
        (0..reader.num_row_groups()).try_for_each(|i| visit(&*reader.get_row_group(i)?))
    };
    visit_all().map_err(|e| {
        let message = "not an index of patches: make the store again";
        Error::new(ErrorKind::Manifest, message)
            .in_file(path)
            .caused_by(e)
    })
}

/// All values of one column; an error where there are not as many as rows.
fn values<T: DataType>(group: &dyn RowGroupReader, at: usize) -> ParquetResult<Vec<T::T>> {
    let rows = group.metadata().num_rows() as usize;
    let mut reader = get_typed_column_reader::<T>(group.get_column_reader(at)?);
    let mut values = Vec::new();
    reader.read_records(rows, None, None, &mut values)?;
    if values.len() != rows {
        return Err(ParquetError::EOF(format!("column {at} ends early")));
    }
    Ok(values)
}

/// A failed write: the system's own error where there is one, so that a full disk is named as such.
fn explain(error: ParquetError, path: &Path) -> Error {
    if let ParquetError::External(source) = error {
        return match source.downcast::<std::io::Error>() {
            Ok(e) => failed(path.to_path_buf())(*e),
            Err(source) => match source.downcast::<Error>() {
                Ok(e) => *e,
                Err(source) => Error::new(ErrorKind::Io, "could not write it")
                    .in_file(path)
                    .caused_by(source),
            },
        };
    }
    Error::new(ErrorKind::Io, "could not write it")
        .in_file(path)
        .caused_by(error)
}
