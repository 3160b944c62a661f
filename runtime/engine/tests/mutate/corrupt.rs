//! One corrupted pack, from its number to its result.

use dynet_engine::Engine;
use dynet_pack::Pack;
use serde_json::{Value, json};

use super::dice::Dice;
use super::graphs;
use dynet_testing::zips::{Places, set_long, set_short, stored};
use dynet_testing::{Tiny, picture_of, seal};

/// How far a pack came.
pub enum Outcome {
    /// It was not opened.
    Refused,
    /// The engine refused its graph, or failed.
    Failed,
    /// It gave a picture of the right size.
    Restored,
}

/// Asserts that the intact packs run, so that only damage makes cases fail.
pub fn assert_sound(engine: &dyn Engine) {
    for mut tiny in [Tiny::new(), graphs::rich()] {
        let pack = Pack::from_bytes(stored(&tiny.files(), 1)).unwrap();
        restore(&pack, engine).unwrap();
    }
}

/// The same, as files for fuzzers to start from.
pub fn seeds() -> [(&'static str, Vec<u8>); 3] {
    [
        ("pack/tiny.dynet", stored(&Tiny::new().files(), 1)),
        ("pack/rich.dynet", stored(&graphs::rich().files(), 64)),
        ("graph/rich.onnx", graphs::rich().graph_bytes()),
    ]
}

/// Makes the pack of that number, opens it and restores a picture with it.
pub fn case(number: u64, engine: &dyn Engine) -> Outcome {
    let mut dice = Dice::new(number);
    let pack = match dice.one_in(4) {
        true => {
            let folder = tempfile::tempdir().unwrap();
            for (name, bytes) in files(&mut dice) {
                std::fs::write(folder.path().join(name), bytes).unwrap();
            }
            Pack::open(folder.path())
        }
        false => Pack::from_bytes(zip(&mut dice)),
    };
    let Ok(pack) = pack else {
        return Outcome::Refused;
    };
    // All of the manifest must be printable.
    let _ = (pack.card(), serde_json::to_string(pack.manifest()));
    match restore(&pack, engine) {
        Ok(()) => Outcome::Restored,
        Err(_) => Outcome::Failed,
    }
}

/// Restores a small picture with every graph.
fn restore(pack: &Pack, engine: &dyn Engine) -> dynet_core::Result<()> {
    let picture = picture_of(16, 16);
    for (_, graph) in pack.graphs() {
        let mut session = engine.load(graph.bytes, graph.weights, (16, 16))?;
        let restored = session.run(&picture)?;
        assert_eq!(restored.size(), (16, 16));
        assert_eq!(restored.data().len(), picture.data().len());
    }
    Ok(())
}

/// The files of a corrupted pack: mostly with correct hashes, so that later checks are reached.
fn files(dice: &mut Dice) -> Vec<(String, Vec<u8>)> {
    let mut tiny = match dice.one_in(3) {
        true => Tiny::new(),
        false => graphs::rich(),
    };
    let (mut of_bytes, mut of_values) = (dice.one_in(12), 0);
    for _ in 0..1 + dice.below(2) {
        match dice.below(8) {
            0 => corrupt_bytes(&mut tiny.weights, dice),
            1 => of_values += 1,
            2 => of_bytes = true,
            _ => graphs::corrupt(&mut tiny.model, dice),
        }
    }
    let mut graph = tiny.graph_bytes();
    if of_bytes {
        corrupt_bytes(&mut graph, dice);
    }
    seal(&mut tiny.manifest["weights"], &tiny.weights);
    seal(&mut tiny.manifest["variants"][0]["graphs"][0], &graph);
    for _ in 0..of_values {
        corrupt_value(&mut tiny.manifest, dice);
    }
    let text = tiny.manifest.to_string().into_bytes();
    let mut files = vec![
        ("pack.json".to_owned(), text),
        ("weights.bin".to_owned(), tiny.weights),
        ("s.cpu.onnx".to_owned(), graph),
    ];
    if dice.one_in(16) {
        let at = dice.below(files.len());
        corrupt_bytes(&mut files[at].1, dice);
    }
    files
}

/// The same as a zip, which may itself be corrupted.
fn zip(dice: &mut Dice) -> Vec<u8> {
    let alignment = *dice.pick(&[1, 64, 4096]);
    let mut zip = stored(&files(dice), alignment);
    if !dice.one_in(6) {
        return zip;
    }
    let places = Places::of(&zip);
    let entry = *dice.pick(&places.entries);
    let value = dice.odd_number();
    match dice.below(4) {
        0 => corrupt_bytes(&mut zip, dice),
        1 => set_short(&mut zip, entry + 2 * dice.below(23), value as u16),
        2 => set_long(
            &mut zip,
            entry + *dice.pick(&[16, 20, 24, 42]),
            value as u32,
        ),
        _ => set_short(&mut zip, places.end + 2 * dice.below(11), value as u16),
    }
    zip
}

/// Bytes changed, cut off, added or repeated.
fn corrupt_bytes(bytes: &mut Vec<u8>, dice: &mut Dice) {
    let at = dice.below(bytes.len());
    match dice.below(6) {
        0 => bytes.truncate(at),
        1 => bytes.extend_from_slice(&dice.roll().to_le_bytes()),
        2 => {
            let copy = bytes[at..].to_vec();
            bytes.extend(copy);
        }
        _ if !bytes.is_empty() => {
            for _ in 0..1 + dice.below(4) {
                let at = dice.below(bytes.len());
                bytes[at] = dice.roll() as u8;
            }
        }
        _ => {}
    }
}

/// One value of the manifest, replaced or gone.
fn corrupt_value(value: &mut Value, dice: &mut Dice) {
    let deeper = !dice.one_in(6);
    match value {
        Value::Object(map) if deeper && !map.is_empty() => {
            let key = map.keys().nth(dice.below(map.len())).unwrap().clone();
            if dice.one_in(10) {
                map.remove(&key);
            } else {
                corrupt_value(&mut map[&key], dice);
            }
        }
        Value::Array(list) if deeper && !list.is_empty() => {
            let at = dice.below(list.len());
            match dice.one_in(5) {
                true => list.push(list[at].clone()),
                false => corrupt_value(&mut list[at], dice),
            }
        }
        _ => {
            *value = match dice.below(9) {
                0 => Value::Null,
                1 => json!(dice.odd_number()),
                2 => json!(u64::MAX),
                3 => json!(1e300),
                4 => json!("../../etc/passwd"),
                5 => json!("a".repeat(dice.below(3000))),
                6 => (0..dice.below(200)).fold(json!(1), |inner, _| json!([inner])),
                7 => json!({ "file": "weights.bin" }),
                _ => json!(["fp16", -1.5, {}]),
            }
        }
    }
}
