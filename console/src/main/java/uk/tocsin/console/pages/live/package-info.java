/// An alert that went out: whom it reached so far, what failed, what people answered, and what can be done about it.
///
/// ```
/// browsers ═ event streams ═ Viewer ─┐
///                                    ├─ Watching (one an alert) ─ once a second: engine's ledgers ─▶ Figures ─▶ parts
/// pages ─────────────────────────────┘
/// ```
@org.jspecify.annotations.NullMarked
package uk.tocsin.console.pages.live;
