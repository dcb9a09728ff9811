//! The field app's pages: sites, site, inspection, photos, kiosk, sync passport.
