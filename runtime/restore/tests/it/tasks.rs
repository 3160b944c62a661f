//! Pictures through a pack's tasks.

use std::path::Path;
use std::sync::Arc;

use dynet::degradation::Kind;
use dynet::restorer::{Backend, Builder, Options, Report, Restorer, TaskChoice};
use dynet::tile::InPlace;
use dynet_core::{ErrorKind, Planar, Result};
use dynet_degrade::noise;
use dynet_engine::tract::Tract;
use dynet_engine::{Engine, Session};
use dynet_pack::NetworkRef;
use dynet_pack::Weights;
use dynet_testing::tasks::{TinyTask, write_with_tasks};
use dynet_testing::{Tiny, expected, largest_difference, picture_of};
use serde_json::json;
use tempfile::TempDir;

/// The tiny pack with tasks that add so much, in a folder of its own.
fn pack(tasks: &[(&str, &str, f32)], spoil: impl Fn(&mut Tiny)) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut tiny = Tiny::new();
    tiny.seal();
    spoil(&mut tiny);
    let tasks = tasks.iter().map(|(name, kind, shift)| {
        let mut task = TinyTask::new(&tiny, name, *shift);
        task.entry["kind"] = json!(kind);
        task
    });
    let mut tasks: Vec<_> = tasks.collect();
    write_with_tasks(&mut tiny, &mut tasks, folder.path());
    folder
}

fn two_tasks() -> TempDir {
    pack(
        &[("derain", "rain", 0.25), ("denoise", "noise", -0.5)],
        |_| {},
    )
}

fn on_tract(folder: &Path) -> Restorer {
    tract().open(folder).unwrap()
}

fn tract() -> Builder {
    Restorer::builder().backend(Backend::Tract).threads(2)
}

fn with(task: &str) -> Options {
    Options::default().task(task.parse::<TaskChoice>().unwrap())
}

fn shifted(image: &Planar, by: f32) -> Planar {
    let mut image = image.clone();
    image.data_mut().iter_mut().for_each(|value| *value += by);
    image
}

/// Restores by turns: none, A, B, A, none, B, and says how long finding the graph took.
fn turns(restorer: &Restorer, image: &Planar) -> Vec<(Planar, Report)> {
    let turns = ["none", "derain", "denoise", "derain", "none", "denoise"];
    let restore = |task: &&str| {
        let restored = restorer.restore(image, &with(task)).unwrap();
        (restored.image, restored.report)
    };
    turns.iter().map(restore).collect()
}

/// The guarantees of switching, on any engine.
fn check_turns(restorer: &Restorer) {
    let image = picture_of(64, 48);
    let plain = expected(&image);
    let done = turns(restorer, &image);
    assert!(largest_difference(&done[0].0, &plain) < 1e-6);
    assert!(largest_difference(&done[1].0, &shifted(&plain, 0.25)) < 1e-6);
    assert!(largest_difference(&done[2].0, &shifted(&plain, -0.5)) < 1e-6);
    for (again, first) in [(3, 1), (4, 0), (5, 2)] {
        assert!(done[again].0 == done[first].0, "bit for bit");
        let ms = done[again].1.prepare_ms;
        assert!(ms < 1.0, "switching took {ms} ms");
    }
    let tasks: Vec<_> = done
        .iter()
        .map(|(_, report)| report.task.as_deref())
        .collect();
    assert_eq!(tasks[..3], [None, Some("derain"), Some("denoise")]);
}

#[test]
fn switching_gives_the_same_again_at_once() {
    check_turns(&on_tract(two_tasks().path()));
}

#[cfg(feature = "ort")]
#[test]
fn switching_gives_the_same_again_on_onnx_runtime() {
    use dynet_engine::Profile;
    let folder = two_tasks();
    for profile in [Profile::Speed, Profile::Memory] {
        let builder = Restorer::builder().backend(Backend::Ort).profile(profile);
        match builder.open(folder.path()) {
            Ok(restorer) => check_turns(&restorer),
            Err(error) => {
                assert_eq!(error.kind(), ErrorKind::EngineMissing, "{error}");
                println!("skipped: {error}");
            }
        }
    }
}

#[test]
fn an_add_on_serves_as_a_listed_task_does() {
    let folder = pack(&[], |_| {});
    let add_on = tempfile::tempdir().unwrap();
    TinyTask::new(&Tiny::new(), "derain", 0.25).write_add_on(add_on.path());
    let restorer = tract().add_on(add_on.path()).open(folder.path()).unwrap();
    let image = picture_of(40, 30);
    let own = restorer.restore(&image, &with("derain")).unwrap().image;
    let listed = on_tract(two_tasks().path());
    assert!(own == listed.restore(&image, &with("derain")).unwrap().image);
    let error = tract().add_on(folder.path()).open(folder.path()).err();
    assert_eq!(error.unwrap().kind(), ErrorKind::Unsupported);
}

#[test]
fn wrong_requests_are_errors() {
    let restorer = on_tract(two_tasks().path());
    let mut image = picture_of(16, 16);
    let error = restorer.restore(&image, &with("dehaze")).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UnknownTask);
    assert!(error.message().contains("derain, denoise"), "{error}");
    let mut options = with("derain");
    options.variant = Some("xl".into());
    let error = restorer.restore(&image, &options).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UnknownVariant);
    // Row by row there is no picture to examine.
    let rows = &mut InPlace(&mut image);
    let error = restorer
        .restore_rows((16, 16), rows, &with("auto"))
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Argument);
    let report = restorer
        .restore_rows((16, 16), rows, &with("derain"))
        .unwrap();
    assert_eq!(report.task.as_deref(), Some("derain"));
}

#[test]
fn auto_takes_the_task_for_what_it_finds() {
    let restorer = on_tract(two_tasks().path());
    let mut slope = Planar::new(160, 160);
    let values = slope.data_mut().iter_mut().enumerate();
    values.for_each(|(at, value)| *value = 0.2 + 0.6 * (at % 160) as f32 / 160.0);
    let noisy = noise::gaussian(&slope, 25.0, 0, 0);
    let auto = restorer.restore(&noisy, &with("auto")).unwrap();
    let named = restorer.restore(&noisy, &with("denoise")).unwrap();
    assert!(auto.image == named.image);
    assert_eq!(auto.report.task.as_deref(), Some("denoise"));
    assert_eq!(auto.report.found.unwrap().kind, Kind::Noise);
    assert_eq!(named.report.found, None);

    let clean = restorer.restore(&slope, &with("auto")).unwrap();
    let none = restorer.restore(&slope, &Options::default()).unwrap();
    assert!(clean.image == none.image);
    assert_eq!((clean.report.task, clean.report.found), (None, None));

    // Found, but there is no task for it.
    let other = on_tract(pack(&[("derain", "rain", 0.25)], |_| {}).path());
    let report = other.restore(&noisy, &with("auto")).unwrap().report;
    assert_eq!(report.task, None);
    assert_eq!(report.found.unwrap().kind, Kind::Noise);
}

#[test]
fn choices_are_read_from_their_names() {
    let named = TaskChoice::Named("derain".into());
    for (text, choice) in [
        ("none", TaskChoice::None),
        ("auto", TaskChoice::Auto),
        ("derain", named),
    ] {
        assert_eq!(text.parse(), Ok(choice.clone()));
        assert_eq!(choice.to_string(), text);
    }
}

#[test]
fn budgets_know_what_a_task_costs() {
    let folder = two_tasks();
    let cache = tempfile::tempdir().unwrap();
    let restorer = tract().cache(cache.path()).open(folder.path()).unwrap();
    let mut options = with("derain");
    options.budget_ms = Some(1e6);
    let report = restorer
        .restore(&picture_of(64, 64), &options)
        .unwrap()
        .report;
    assert!(report.expected_ms.unwrap() > 0.0);
    assert_eq!(report.task.as_deref(), Some("derain"));
    let which = NetworkRef {
        task: Some("derain"),
        variant: "s",
    };
    let cost = restorer.cost(which).unwrap();
    assert_eq!(cost.task.as_deref(), Some("derain"));
    assert_eq!(restorer.cost("s").unwrap().task, None);
    // One file for each, read again by the next.
    assert_eq!(std::fs::read_dir(cache.path()).unwrap().count(), 2);
    let again = tract().cache(cache.path()).open(folder.path()).unwrap();
    // A number may lose its last binary digit on the way through JSON.
    let mut read = again.cost(which).unwrap();
    assert!((read.ns_per_pixel / cost.ns_per_pixel - 1.0).abs() < 1e-12);
    read.ns_per_pixel = cost.ns_per_pixel;
    assert_eq!(read, cost);
}

/// An accelerator that takes the graphs of one target only, and adds `fault` to what has a task.
struct Device {
    fault: f32,
}

struct Faulty(Box<dyn Session>, f32);

impl Engine for Device {
    fn name(&self) -> &str {
        "device"
    }

    fn provider(&self) -> &str {
        "accelerator"
    }

    fn target(&self) -> &str {
        "device"
    }

    fn load(
        &self,
        graph: &[u8],
        weights: &[Arc<Weights>],
        size: (usize, usize),
    ) -> Result<Box<dyn Session>> {
        let fault = if weights.len() > 1 { self.fault } else { 0.0 };
        Ok(Box::new(Faulty(
            Tract::new().load(graph, weights, size)?,
            fault,
        )))
    }

    fn threaded(&self) -> bool {
        true
    }
}

impl Session for Faulty {
    fn run(&mut self, input: &Planar) -> Result<Planar> {
        let mut output = self.0.run(input)?;
        output
            .data_mut()
            .iter_mut()
            .step_by(2)
            .for_each(|value| *value += self.1);
        Ok(output)
    }

    fn fork(&self) -> Result<Box<dyn Session>> {
        Ok(Box::new(Faulty(self.0.fork()?, self.1)))
    }
}

#[test]
fn a_device_proves_each_task_and_what_fails_goes_on_elsewhere() {
    let folder = two_tasks();
    let device = Arc::new(Device { fault: 0.1 });
    let restorer = tract().engine(device).open(folder.path()).unwrap();
    let image = picture_of(64, 64);
    let plain = restorer.restore(&image, &Options::default()).unwrap();
    assert_eq!(plain.report.backend, "device");
    let derain = restorer.restore(&image, &with("derain")).unwrap();
    assert_eq!(derain.report.backend, "tract");
    let [line] = &derain.report.fallbacks[..] else {
        panic!("{:?}", derain.report.fallbacks)
    };
    assert!(line.contains("of the task \"derain\""), "{line}");
    let wanted = shifted(&expected(&image), 0.25);
    assert!(largest_difference(&derain.image, &wanted) < 1e-6);
}

#[test]
fn a_task_without_graphs_for_a_device_runs_on_the_next_engine() {
    // The pack's own network has tiles of one size for it.
    let folder = pack(&[("derain", "rain", 0.25)], |tiny| {
        let graphs = &mut tiny.manifest["variants"][0]["graphs"];
        let mut tile = graphs[0].clone();
        tile["target"] = json!("device-64");
        tile["size"] = json!([64, 64]);
        graphs.as_array_mut().unwrap().push(tile);
    });
    let device = Arc::new(Device { fault: 0.0 });
    let restorer = tract().engine(device).open(folder.path()).unwrap();
    let image = picture_of(100, 70);
    for (task, backend) in [("none", "device"), ("derain", "tract"), ("none", "device")] {
        let restored = restorer.restore(&image, &with(task)).unwrap();
        assert_eq!(restored.report.backend, backend);
        assert!(restored.report.fallbacks.is_empty());
    }
}
