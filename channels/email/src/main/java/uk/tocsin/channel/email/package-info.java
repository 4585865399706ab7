/// The email channel. How a mail goes out, and how it comes back:
///
/// ```
/// Content ─ MailComposer (Jakarta Mail, once a variant) ─▶ MailTemplate ─ fills a recipient ─▶ SmtpWire ─▶
/// relays bounce mailbox ─▶ BounceIntake (receive-only SMTP) ─▶ handler (journals) · BounceParser ─▶ Bounce
/// ```
///
/// [uk.tocsin.channel.email.EmailChannel] implements the lane's port; everything of SMTP runs on one event
/// loop.
@org.jspecify.annotations.NullMarked
package uk.tocsin.channel.email;
