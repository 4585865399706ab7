package uk.tocsin.console.pages.signin;

import java.util.List;
import uk.tocsin.console.pages.Frame;

/// Recovery codes, this once.
///
/// @param next where to go on
record RecoveryPage(Frame frame, List<String> codes, String next) {}
