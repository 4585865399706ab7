/// Tests of the simulator with clients that are not its own.
@NullMarked
package uk.tocsin.simulator;

import org.jspecify.annotations.NullMarked;
