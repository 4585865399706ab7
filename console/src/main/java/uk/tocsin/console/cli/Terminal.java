package uk.tocsin.console.cli;

import java.io.BufferedReader;
import java.io.PrintWriter;

/// What a command reads and writes.
record Terminal(BufferedReader in, PrintWriter out, PrintWriter errors) {}
