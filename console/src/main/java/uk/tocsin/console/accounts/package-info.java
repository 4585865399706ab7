/// Accounts of staff: how a member proves who they are, and for how long that is believed. Who is a member, and what
/// they may do, is in the control log and never here ([Members] asks it). No HTTP and no HTML but the picture of a QR
/// code.
///
/// ```
/// enrolment code ─ Enrolment ─▶ account: name, password, authenticator, recovery codes
/// name + password ─ SignIn ─▶ ticket ─ one-time or recovery code ─▶ session ─ StepUp ─▶ session, raised for 5 minutes
/// ```
///
/// What is kept, as sealed documents of the register:
///
/// ```
/// account/{staff}           Credentials; account/0 is nobody's and is written for names that nobody has
/// account-name/{blind}      staff; the key is a keyed index of the sign-in name
/// enrolment/{staff}         SHA-256 of the code, end
/// session/{sha256(token)}   Session
/// ```
///
/// Intentional oddities:
///
/// - A name that nobody has costs what a wrong password costs: one hash, one write, one delay. Only its failures are
///   forgotten when the process ends, since what strangers make up must not fill the store.
/// - Failures from an address that a member has signed in from are counted apart from those of strangers: a stranger
///   can slow strangers, not the officer. The same holds for step-up, which needs a session.
/// - A session is of one edition of the credentials: to change them is to end every other session, in one write.
/// - Hashes of tokens and codes are plain SHA-256: they are of 80 random bits or more, which nobody can try out.
@org.jspecify.annotations.NullMarked
package uk.tocsin.console.accounts;
