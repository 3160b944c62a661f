//! What `dynet-train ingest` puts into a store, read back with other programs' eyes.

use crate::pictures::{files, hills, photos, skipped, small};
use dynet_core::ErrorKind;
use dynet_trainer::data::PatchSource;
use dynet_trainer::ingest::{excluded, ingest, perceptual_hash};
use dynet_trainer::store::{Manifest, Options};
use image::codecs::jpeg::JpegEncoder;
use image::imageops::{self, FilterType};
use image::{Rgb, RgbImage, Rgba, RgbaImage};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::{Field, Row};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::Path;

fn make(sources: &[&Path], store: &Path, options: &Options) -> dynet_core::Result<Manifest> {
    let sources: Vec<_> = sources.iter().map(|s| s.to_path_buf()).collect();
    ingest(&sources, store, options, 2, &mut |_| {})
}

/// The rows of a Parquet file by column name, through Parquet's own row reader.
fn rows(path: &Path) -> Vec<BTreeMap<String, Field>> {
    let reader = SerializedFileReader::new(File::open(path).unwrap()).unwrap();
    let rows = reader.get_row_iter(None).unwrap().map(|row| row.unwrap());
    rows.map(|row: Row| row.into_columns().into_iter().collect())
        .collect()
}

fn text(field: &Field) -> String {
    match field {
        Field::Str(text) => text.clone(),
        other => panic!("{other:?} is no text"),
    }
}

fn number(field: &Field) -> u64 {
    match *field {
        Field::Int(n) => n as u64,
        Field::Long(n) => n as u64,
        ref other => panic!("{other:?} is no number"),
    }
}

#[test]
fn every_patch_is_where_the_index_says_and_equals_the_photo() {
    let dir = tempfile::tempdir().unwrap();
    let (source, store) = (dir.path().join("photos"), dir.path().join("store"));
    photos(&source, 9);
    let made = make(&[&source], &store, &small()).unwrap();
    assert!(made.shards.len() > 1, "one shard tests too little");
    assert_eq!((made.counts.sources, made.counts.kept), (9, 9));

    let index = rows(&store.join("index.parquet"));
    assert_eq!(index.len() as u64, made.counts.patches);
    let mut by_key: BTreeMap<String, _> = index.iter().map(|r| (text(&r["key"]), r)).collect();
    assert_eq!(by_key.len(), index.len());
    for shard in &made.shards {
        let name = format!("{}.tar", shard.name);
        let bytes = fs::read(store.join(&name)).unwrap();
        assert_eq!(bytes.len() as u64, shard.tar.bytes);
        let mut tar = tar::Archive::new(&bytes[..]);
        let names: Vec<_> = tar
            .entries()
            .unwrap()
            .map(|e| {
                let e = e.unwrap();
                let path = e.path().unwrap().to_str().unwrap().to_owned();
                (path, e.raw_file_position() as usize, e.size() as usize)
            })
            .collect();
        // WebDataset: the files of a sample follow each other under one key.
        for pair in names.chunks(2) {
            let [(png, place, size), (json, json_place, json_size)] = pair else {
                panic!("half a sample")
            };
            let key = png.strip_suffix(".png").unwrap();
            assert_eq!(json.strip_suffix(".json").unwrap(), key);
            let row = by_key.remove(key).unwrap();
            assert_eq!(text(&row["shard"]), name);
            assert_eq!(number(&row["offset"]), *place as u64);
            assert_eq!(number(&row["bytes"]), *size as u64);

            let file = text(&row["source"]);
            let photo = image::open(dir.path().join(&file)).unwrap().into_rgb8();
            let (x, y) = (number(&row["x"]) as u32, number(&row["y"]) as u32);
            let expected = imageops::crop_imm(&photo, x, y, 64, 64).to_image();
            let patch = image::load_from_memory(&bytes[*place..][..*size]).unwrap();
            assert_eq!(patch.into_rgb8(), expected);

            let said: serde_json::Value =
                serde_json::from_slice(&bytes[*json_place..][..*json_size]).unwrap();
            assert_eq!(said["source"], file);
            assert_eq!(
                (said["x"].as_u64(), said["y"].as_u64()),
                (Some(x.into()), Some(y.into()))
            );
            assert_eq!(said["sha256"], text(&row["sha256"]));
        }
    }
    assert!(by_key.is_empty());
    // 163x164 pixels hold 2x2 patches that do not overlap, in the middle.
    let places = index
        .iter()
        .filter(|r| text(&r["source"]) == "photos/001.png");
    let places: Vec<_> = places.map(|r| (number(&r["x"]), number(&r["y"]))).collect();
    assert_eq!(places, [(17, 18), (81, 18), (17, 82), (81, 82)]);
    assert_eq!(
        image::image_dimensions(store.join("sheet.png")).unwrap().0,
        8 * 132 + 4
    );
}

#[test]
fn equal_and_similar_photos_are_dropped() {
    let dir = tempfile::tempdir().unwrap();
    let (source, store) = (dir.path().join("photos"), dir.path().join("store"));
    fs::create_dir(&source).unwrap();
    let photo = hills(1, 300, 200);
    photo.save(source.join("a.png")).unwrap();
    fs::copy(source.join("a.png"), source.join("b-copy.png")).unwrap();
    let jpeg = File::create(source.join("c-jpeg.jpg")).unwrap();
    JpegEncoder::new_with_quality(jpeg, 60)
        .encode_image(&photo)
        .unwrap();
    let half = imageops::resize(&photo, 150, 100, FilterType::Triangle);
    half.save(source.join("d-half.png")).unwrap();
    let brighter = RgbImage::from_fn(300, 200, |x, y| {
        photo[(x, y)].0.map(|v| v.saturating_add(20)).into()
    });
    brighter.save(source.join("e-brighter.webp")).unwrap();
    hills(2, 300, 200).save(source.join("f-other.png")).unwrap();

    let made = make(&[&source], &store, &small()).unwrap();
    let left_out: Vec<_> = skipped(&store)
        .into_iter()
        .map(|[name, state, _, of]| (name, state, of))
        .collect();
    let of = || "photos/a.png".to_owned();
    let line = |name: &str, state: &str| (format!("photos/{name}"), state.to_owned(), of());
    assert_eq!(
        left_out,
        [
            line("b-copy.png", "exact"),
            line("c-jpeg.jpg", "similar"),
            line("d-half.png", "similar"),
            line("e-brighter.webp", "similar"),
        ]
    );
    assert_eq!((made.counts.kept, made.counts.patches), (2, 24));

    let all = small().with_radius(None);
    let made = make(&[&source], &dir.path().join("all"), &all).unwrap();
    assert_eq!((made.counts.kept, made.counts.exact), (5, 1));
}

#[test]
fn different_photos_look_different() {
    let looks: Vec<_> = (0..60)
        .map(|seed| perceptual_hash(&hills(seed, 160, 120)))
        .collect();
    for (i, a) in looks.iter().enumerate() {
        let nearest = looks[..i].iter().map(|b| (a ^ b).count_ones()).min();
        assert!(nearest.is_none_or(|bits| bits > 8), "{i}: {nearest:?}");
    }
}

#[test]
fn a_patch_is_dropped_when_more_than_half_of_it_is_flat() {
    let dir = tempfile::tempdir().unwrap();
    let (source, store) = (dir.path().join("photos"), dir.path().join("store"));
    fs::create_dir(&source).unwrap();
    // Flat up to 96: all of the first patch, half of the second, nothing of the third.
    let rough = hills(3, 192, 64);
    let sky = RgbImage::from_fn(192, 64, |x, y| {
        if x < 96 {
            Rgb([90, 120, 200])
        } else {
            rough[(x, y)]
        }
    });
    sky.save(source.join("sky.png")).unwrap();
    let made = make(&[&source], &store, &small()).unwrap();
    assert_eq!((made.counts.patches, made.counts.flat), (2, 1));
    let index = rows(&store.join("index.parquet"));
    let found: Vec<_> = index
        .iter()
        .map(|r| (number(&r["x"]), r["flatness"].clone()))
        .collect();
    assert_eq!(found, [(64, Field::Float(0.5)), (128, Field::Float(0.0))]);
}

#[test]
fn what_cannot_be_used_is_counted_and_listed() {
    let dir = tempfile::tempdir().unwrap();
    let (source, store) = (dir.path().join("photos"), dir.path().join("store"));
    photos(&source, 2);
    let whole = fs::read(source.join("000.png")).unwrap();
    fs::write(source.join("cut.png"), &whole[..whole.len() / 2]).unwrap();
    fs::write(source.join("empty.jpg"), "").unwrap();
    fs::write(source.join("text.webp"), "no picture").unwrap();
    fs::write(source.join("notes.txt"), "not meant as one").unwrap();
    fs::write(source.join("._000.png"), "left there by a Mac").unwrap();
    hills(7, 300, 40).save(source.join("small.png")).unwrap();
    hills(8, 1200, 1000).save(source.join("large.png")).unwrap();
    RgbaImage::from_pixel(99, 99, Rgba([9, 9, 9, 128]))
        .save(source.join("logo.png"))
        .unwrap();
    // A tar that was cut off in its second photo.
    let mut tar = tar::Builder::new(Vec::new());
    for n in [20, 21] {
        photos(&dir.path().join("inside"), 0);
        let path = dir.path().join("inside").join("x.png");
        hills(n, 130, 130).save(&path).unwrap();
        tar.append_path_with_name(&path, format!("{n}.png"))
            .unwrap();
    }
    let tar = tar.into_inner().unwrap();
    fs::write(source.join("shard.tar"), &tar[..tar.len() - 4096]).unwrap();
    fs::write(source.join("torn.tar"), &tar[100..]).unwrap();
    fs::write(source.join("packed.tar.gz"), [0x1f, 0x8b]).unwrap();

    let options = small().with_largest(1);
    let made = make(&[&source], &store, &options).unwrap();
    let listed = skipped(&store);
    let names: Vec<_> = listed
        .iter()
        .map(|[name, state, ..]| (name.as_str(), state.as_str()))
        .collect();
    assert_eq!(
        names,
        [
            ("photos/cut.png", "unreadable"),
            ("photos/empty.jpg", "unreadable"),
            ("photos/large.png", "large"),
            ("photos/logo.png", "transparent"),
            ("photos/packed.tar.gz", "unreadable"),
            ("photos/shard.tar/21.png", "unreadable"),
            ("photos/small.png", "small"),
            ("photos/text.webp", "unreadable"),
            ("photos/torn.tar", "unreadable"),
        ]
    );
    assert!(listed.iter().all(|[.., reason, _]| !reason.is_empty()));
    let counts = made.counts;
    assert_eq!((counts.kept, counts.unreadable, counts.sources), (3, 6, 12));
}

#[test]
fn what_is_kept_for_measuring_and_what_is_no_photo_stays_out() {
    let dir = tempfile::tempdir().unwrap();
    // Sets of pairs all call their clean pictures so.
    let sets = ["one", "two"].map(|set| dir.path().join(set).join("target"));
    let (source, [test, more]) = (dir.path().join("photos"), &sets);
    photos(&source, 4);
    for set in &sets {
        photos(set, 0);
    }
    // One test picture as it is, one made smaller and compressed.
    fs::copy(source.join("001.png"), test.join("a.png")).unwrap();
    let other = image::open(source.join("002.png")).unwrap().to_rgb8();
    let (width, height) = (other.width() * 3 / 4, other.height() * 3 / 4);
    imageops::resize(&other, width, height, FilterType::Triangle)
        .save(more.join("b.jpg"))
        .unwrap();
    // A photo with a white border, and a page of text.
    let mut framed = RgbImage::from_pixel(200, 200, Rgb([255; 3]));
    imageops::replace(&mut framed, &hills(30, 180, 180), 10, 10);
    framed.save(source.join("framed.png")).unwrap();
    RgbImage::from_fn(200, 200, |x, y| {
        Rgb([if x % 9 == 0 && y % 14 < 7 { 0 } else { 250 }; 3])
    })
    .save(source.join("page.png"))
    .unwrap();

    let options = small().with_exclude(excluded(&sets).unwrap());
    let store = dir.path().join("store");
    let made = make(&[&source], &store, &options).unwrap();
    let listed = skipped(&store);
    let named = |name: &str| {
        let line = listed
            .iter()
            .find(|line| line[0] == format!("photos/{name}"));
        let line = line.unwrap_or_else(|| panic!("{name} was kept: {listed:?}"));
        (line[1].clone(), line[2].clone())
    };
    for (name, state, word) in [
        ("001.png", "test", "it is target/a.png"),
        ("002.png", "test", "looks like target/b.jpg"),
        ("framed.png", "framed", "10 pixels at the top"),
        ("page.png", "graphic", "screenshot"),
    ] {
        let (found, reason) = named(name);
        assert!(
            found == state && reason.contains(word),
            "{name}: {found}, {reason}"
        );
    }
    assert_eq!(
        (made.counts.kept, made.counts.test, listed.len()),
        (2, 2, 4)
    );

    // Going on with another list would let through what the first one held back.
    let error = make(&[&source], &store, &small()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Argument, "{error}");
    fs::write(test.join("torn.png"), b"no picture").unwrap();
    let error = excluded(std::slice::from_ref(test)).unwrap_err();
    assert!(error.to_string().contains("torn.png"), "{error}");
}

#[test]
fn licenses_come_from_the_nearest_list() {
    let dir = tempfile::tempdir().unwrap();
    let (source, store) = (dir.path().join("photos"), dir.path().join("store"));
    photos(&source, 3);
    photos(&source.join("sub"), 0);
    hills(10, 99, 99).save(source.join("sub/a.png")).unwrap();
    hills(11, 99, 99).save(source.join("sub/b.png")).unwrap();
    let mut tar = tar::Builder::new(File::create(source.join("set.tar")).unwrap());
    for n in [12, 13] {
        hills(n, 99, 99).save(dir.path().join("x.png")).unwrap();
        tar.append_path_with_name(dir.path().join("x.png"), format!("{n}.png"))
            .unwrap();
    }
    tar.finish().unwrap();
    let list = "# file\tlicense\n001.png\tCC BY 4.0\nset.tar\tMIT\nset.tar/13.png\tCC0\nsub/a.png\tfar\nsub/b.png\tODbL\n";
    fs::write(source.join("licenses.tsv"), list).unwrap();
    fs::write(source.join("sub/licenses.tsv"), "a.png\tnear\n").unwrap();

    let options = small().with_license("unknown");
    make(&[&source], &store, &options).unwrap();
    let index = rows(&store.join("index.parquet"));
    let found: BTreeMap<_, _> = index
        .iter()
        .map(|r| (text(&r["source"]), text(&r["license"])))
        .collect();
    let expected = [
        ("photos/000.png", "unknown"),
        ("photos/001.png", "CC BY 4.0"),
        ("photos/002.png", "unknown"),
        ("photos/set.tar/12.png", "MIT"),
        ("photos/set.tar/13.png", "CC0"),
        ("photos/sub/a.png", "near"),
        ("photos/sub/b.png", "ODbL"),
    ];
    assert_eq!(
        found,
        expected.map(|(a, b)| (a.to_owned(), b.to_owned())).into()
    );

    fs::write(source.join("licenses.tsv"), "001.png CC0\n").unwrap();
    let error = make(&[&source], &dir.path().join("other"), &small()).unwrap_err();
    assert!(error.to_string().contains("line 1 has no tab"), "{error}");
}

#[test]
fn training_reads_a_store_as_it_reads_photos() {
    let dir = tempfile::tempdir().unwrap();
    let (source, store) = (dir.path().join("photos"), dir.path().join("store"));
    photos(&source, 5);
    let made = make(&[&source], &store, &small()).unwrap();
    // The same patches as a folder of pictures.
    let folder = dir.path().join("patches");
    fs::create_dir(&folder).unwrap();
    for row in rows(&store.join("index.parquet")) {
        let tar = fs::read(store.join(text(&row["shard"]))).unwrap();
        let png = &tar[number(&row["offset"]) as usize..][..number(&row["bytes"]) as usize];
        fs::write(folder.join(format!("{}.png", text(&row["key"]))), png).unwrap();
    }
    let stored = PatchSource::new(&store, 32).unwrap();
    let photos = PatchSource::new(&folder, 32).unwrap();
    assert_eq!(stored.len() as u64, made.counts.patches);
    assert_eq!(stored.megapixels(), photos.megapixels());
    for index in 0..20 {
        assert_eq!(
            stored.patch(3, index).unwrap(),
            photos.patch(3, index).unwrap()
        );
    }
    assert_eq!(
        PatchSource::new(&store, 65).err().unwrap().kind(),
        ErrorKind::Missing
    );

    // Damage is found before training begins.
    let mut index = fs::read(store.join("index.parquet")).unwrap();
    index[100] ^= 1;
    fs::write(store.join("index.parquet"), index).unwrap();
    assert_eq!(
        PatchSource::new(&store, 32).err().unwrap().kind(),
        ErrorKind::WrongHash
    );
    let tar = File::options()
        .write(true)
        .open(store.join("000000.tar"))
        .unwrap();
    tar.set_len(5000).unwrap();
    assert_eq!(
        PatchSource::new(&store, 32).err().unwrap().kind(),
        ErrorKind::WrongSize
    );
}

#[test]
fn wrong_use_is_refused_and_leaves_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let at = |name: &str| dir.path().join(name);
    fs::create_dir(at("empty")).unwrap();
    let kind = |source: &str, store: &str, options: &Options| {
        make(&[&at(source)], &at(store), options)
            .unwrap_err()
            .kind()
    };
    assert_eq!(kind("empty", "store", &small()), ErrorKind::Missing);
    assert_eq!(kind("nowhere", "store", &small()), ErrorKind::Missing);
    photos(&at("photos"), 2);
    assert_eq!(
        kind("photos", "photos/store", &small()),
        ErrorKind::Argument
    );
    let odd = small().with_size(50);
    assert_eq!(kind("photos", "store", &odd), ErrorKind::Argument);
    assert!(!at("store").exists() && !at("photos/store").exists());

    fs::create_dir(at("mine")).unwrap();
    fs::write(at("mine/thesis.part"), "precious").unwrap();
    assert_eq!(kind("photos", "mine", &small()), ErrorKind::Argument);
    assert_eq!(files(&at("mine")).len(), 1);

    make(&[&at("photos")], &at("store"), &small()).unwrap();
    let before = files(&at("store"));
    let other = small().with_size(32);
    assert_eq!(kind("photos", "store", &other), ErrorKind::Argument);
    // Again with the same: nothing to do.
    make(&[&at("photos")], &at("store"), &small()).unwrap();
    assert_eq!(files(&at("store")), before);
}
