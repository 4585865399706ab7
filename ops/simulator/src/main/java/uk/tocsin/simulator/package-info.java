/// Simulated providers, devices and people, speaking the real protocols of Firebase Cloud Messaging, Twilio and
/// SMTP.
///
/// Nothing here is shared with the product: limits, codes, packing of texts and the layout of delivery tokens are
/// written a second time on purpose, so that an error in one is seen by the other.
///
/// Threads: each channel has one event loop of its own ([uk.tocsin.simulator.ChannelLoop]) and everything of that
/// channel happens on it. What several loops touch ([uk.tocsin.simulator.Deliveries], [uk.tocsin.simulator.RawLog],
/// [uk.tocsin.simulator.Directory]) says so and guards itself.
///
/// Everything binds to 127.0.0.1, and callbacks go to loopback addresses only.
@NullMarked
package uk.tocsin.simulator;

import org.jspecify.annotations.NullMarked;
