//! Export: each operation, each network, and the program.

mod api;
mod attributes;
mod blocks;
mod cli;
mod cli_one_file;
mod common;
mod cost;
mod dynet;
mod families;
mod guided;
mod mobile;
mod moves;
mod operations;
mod passes;
mod quantize;
mod refusals;
mod task;
