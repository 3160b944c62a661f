//! The base's weights stay one copy in memory, however many tasks are in use.
//!
//! A program of its own: other tests would change the numbers.
#![cfg(all(feature = "tract", target_os = "linux"))]

use dynet::restorer::{Backend, Options, Restorer, TaskChoice};
use dynet_core::memory::Memory;
use dynet_testing::tasks::{TinyTask, write_with_tasks};
use dynet_testing::{Tiny, external, ints, node, picture_of};

/// Channels between two convolutions: their weights take 9 MB.
const WIDE: usize = 1500;

/// `restored = image + gain * narrow(middle(wide(image)))`, all 1x1.
fn wide_pack() -> Tiny {
    let mut tiny = Tiny::new();
    let mut weights = tiny.weights.clone();
    let mut tensor = |name, out: usize, into: usize| {
        let values: Vec<f32> = (0..out * into).map(|i| (i % 97) as f32 / 1e5).collect();
        external(
            name,
            &[out as i64, into as i64, 1, 1],
            &values,
            &mut weights,
        )
    };
    let tensors = [
        tensor("wide", WIDE, 3),
        tensor("middle", WIDE, WIDE),
        tensor("narrow", 3, WIDE),
    ];
    let conv = |from: &str, by: &str, to: &str| {
        node("Conv", &[from, by], to, vec![ints("kernel_shape", &[1, 1])])
    };
    tiny.weights = weights;
    tiny.graph().initializer.extend(tensors);
    tiny.graph().node.splice(
        0..1,
        [
            conv("image", "wide", "a"),
            conv("a", "middle", "b"),
            conv("b", "narrow", "blurred"),
        ],
    );
    // Nothing uses the kernel now; the order of tensors is as tasks expect it.
    tiny
}

#[test]
fn four_tasks_take_no_more_than_their_own() {
    let folder = tempfile::tempdir().unwrap();
    let mut tiny = wide_pack();
    let mut tasks: Vec<_> = (0..4)
        .map(|at| {
            let mut task = TinyTask::new(&tiny, &format!("task-{at}"), at as f32 / 10.0);
            // The pack's last node is no longer the third.
            let graph = task.graph();
            for (at, name) in [(2, "blurred"), (4, "base")] {
                graph.node[at].output[0] = name.into();
                graph.node[at].name = format!("make_{name}");
            }
            task
        })
        .collect();
    write_with_tasks(&mut tiny, &mut tasks, folder.path());
    let builder = Restorer::builder().backend(Backend::Tract).threads(1);
    let restorer = builder.open(folder.path()).unwrap();
    let image = picture_of(16, 16);
    let after = |task: &str| {
        let options = Options::default().task(task.parse::<TaskChoice>().unwrap());
        restorer.restore(&image, &options).unwrap();
        Memory::now().unwrap().anonymous
    };
    let before = Memory::now().unwrap().anonymous;
    let base = after("none");
    let one_copy = 4 * (WIDE * WIDE) as u64;
    assert!(base - before > one_copy / 2, "the base was prepared");
    for at in 0..4 {
        after(&format!("task-{at}"));
    }
    let all = after("none");
    let more = all.saturating_sub(base);
    println!("base {} bytes, four tasks {more} more", base - before);
    // Separate copies would be four. The allocator may keep one freed block of the size of a copy.
    assert!(more < 2 * one_copy, "four tasks took {more} bytes more");
}
