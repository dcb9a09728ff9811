//! The browser tests: the real binary, a real Chromium, a person's way through.
//!
//! Not here: anything that can be tested without a browser (`../it`). Each test has a server, a
//! data folder and a browser profile of its own, so that all may run at once and in any order.

// Helpers are written for every walk, and not each walk needs each of them.
#![allow(dead_code)]

mod app_update;
mod audit;
mod beginning;
mod browser;
mod cold_start;
mod conditions;
mod console;
mod contract_suite;
mod designing;
mod element;
mod fieldwork;
mod form_designer;
mod form_speed;
mod forms;
mod harness;
mod kiosk;
mod look;
mod methods;
mod new_form;
mod offline_start;
mod page;
mod parts;
mod people;
mod planning;
mod question_types;
mod reporting;
mod respondents;
mod screens;
mod server;
mod states;
mod static_site;
mod walkthrough;
