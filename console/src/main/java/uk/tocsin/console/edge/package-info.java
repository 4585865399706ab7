/// The edge: what the internet talks to. Receipts come in (status callbacks and replies of texts, devices,
/// bounces), and two kinds of page go out: the alert that a person reads and says so, and the one that stops
/// messages. Nothing here leads to an officer's function.
///
/// ```
/// Twilio, devices, people ─ HTTP ─▶ EdgeListener ─ Guard, limits ─▶ Door of the route ─┐
/// relays, bounces ─ SMTP ─▶ BounceIntake ─ parsed off the event loop ─▶ BounceDesk ─────┴▶ Engine (journals)
/// ```
///
/// An answer of success means that what was said is durable.
@org.jspecify.annotations.NullMarked
package uk.tocsin.console.edge;
