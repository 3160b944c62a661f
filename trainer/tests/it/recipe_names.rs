//! Names in recipes and of recipes: old keys are read, unknown recipes are answered with all known ones.

use std::process::Command;

use dynet_trainer::prompt::{self, PromptRecipe};
use dynet_trainer::{BUILT_IN, Recipe};

#[test]
fn old_names_of_values_are_read() {
    let schedule = "[schedule]\nwarmup = 5\n";
    let read = |schedule_values: &str, scenes: &str| {
        let head = "stage='finetune'\nnetwork='photo'\n";
        let text = format!("{head}{schedule}{schedule_values}[scenes]\nhaze = 1\n{scenes}");
        Recipe::parse(&text).unwrap()
    };
    let old = read("idle = 3\nreach = 1.25\n", "left_alone = 0.5");
    let new = read("delay = 3\ncosine_end = 1.25\n", "keep_probability = 0.5");
    assert_eq!(old, new);
    let schedule = (new.schedule.delay, new.schedule.cosine_end);
    assert_eq!((schedule, new.scenes.keep_probability), ((3, 1.25), 0.5));

    let old = PromptRecipe::parse("normalise = true\ndistil = false").unwrap();
    assert!(old.normalize && !old.distill);
    assert!(old.to_toml().unwrap().contains("normalize = true"));
}

#[test]
fn an_unknown_name_lists_every_recipe() {
    let output = Command::new(env!("CARGO_BIN_EXE_dynet-train"))
        .args(["recipes", "nope"])
        .output()
        .unwrap();
    let message = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{message}");
    for (name, _) in BUILT_IN.iter().chain(prompt::BUILT_IN) {
        assert!(message.contains(name), "{name}: {message}");
    }
    let error = PromptRecipe::open("nope").unwrap_err();
    assert!(error.to_string().contains("edge-prompt"), "{error}");
}
