//! Starts the entry, the part that signs people in. Everything else is in the library.

fn main() {
    leptos::mount::mount_to_body(app::EntryApp);
}
