//! Training: data, steps, recipes and the program.

mod adapt;
mod data_patches;
mod ingest;
mod ingest_faults;
mod interrupted;
mod mix;
mod pairs;
mod pictures;
mod prompt_run;
mod prompt_step;
mod recipe_names;
mod recipes;
mod scenes;
mod step_gradients;
mod train_run;
