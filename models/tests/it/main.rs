//! The networks: as the papers' code computes them, and what weights files may hold.

mod adapters;
mod airnet;
mod any;
mod common;
mod conditioned;
mod constyle;
mod detect;
mod fast;
mod golden;
mod maxim;
mod nafnet;
mod origin_conv;
mod promptir;
mod restormer;
mod small;
mod weights;
