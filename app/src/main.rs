//! Starts the app in the page's body. Everything else is in the library.

fn main() {
    leptos::mount::mount_to_body(app::App);
}
