/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.mptcpspring.internal.fastopen;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

import io.github.mptcpspring.ListenerState;
import io.github.mptcpspring.Problem;
import io.github.mptcpspring.Problem.Feature;
import io.github.mptcpspring.internal.linux.SysctlFile;
import org.jspecify.annotations.Nullable;

/**
 * What the sysctl {@code net.ipv4.tcp_fastopen} allows.
 *
 * @param value its value
 * @see <a href= "https://docs.kernel.org/networking/ip-sysctl.html">ip-sysctl</a>
 */
public record FastOpenSysctl(int value) {

	/** What is read on this host. */
	static final Path FILE = Path.of("/proc/sys/net/ipv4/tcp_fastopen");

	/** The bit without which clients are refused Fast Open. */
	private static final int CLIENT = 1;

	/** The bit without which listeners ignore their Fast Open queue. */
	private static final int SERVER = 2;

	/**
	 * Read the sysctl of this host.
	 * @return the sysctl, empty when it cannot be read
	 */
	public static Optional<FastOpenSysctl> readThisHost() {
		return read(FILE);
	}

	/**
	 * Read the sysctl.
	 * @param file its file below {@code /proc/sys}
	 * @return the sysctl, empty when it cannot be read
	 */
	public static Optional<FastOpenSysctl> read(Path file) {
		try {
			return Optional.of(new FastOpenSysctl(Integer.decode(SysctlFile.read(file))));
		}
		catch (IOException | NumberFormatException ex) {
			return Optional.empty();
		}
	}

	/**
	 * Return whether clients may use Fast Open.
	 * @return whether the client bit is set
	 */
	public boolean client() {
		return (this.value & CLIENT) != 0;
	}

	/**
	 * Return whether listeners use their Fast Open queue. Without the bit the kernel
	 * takes the option and ignores it; setting the bit later is enough.
	 * @return whether the server bit is set
	 */
	public boolean server() {
		return (this.value & SERVER) != 0;
	}

	/**
	 * Return what keeps clients from Fast Open.
	 * @return what is missing, empty when nothing is
	 */
	public Optional<Problem> findMissingClientBit() {
		return client() ? Optional.empty() : Optional.of(missing("client", CLIENT));
	}

	/**
	 * Return what keeps listeners from Fast Open.
	 * @return what is missing, empty when nothing is
	 */
	public Optional<Problem> findMissingServerBit() {
		return server() ? Optional.empty() : Optional.of(missing("server", SERVER));
	}

	private Problem missing(String side, int bit) {
		return Problem
			.temporary("net.ipv4.tcp_fastopen is %d and lacks the %s bit (%d)".formatted(this.value, side, bit),
					"Set the bit", "sysctl -w net.ipv4.tcp_fastopen=" + (this.value | bit))
			.of(Feature.FAST_OPEN);
	}

	/**
	 * Return how many connections may wait in the Fast Open queue of a listener. It is in
	 * force as soon as the server bit is set.
	 * @param listener what the listener does
	 * @param sysctl what the sysctl is now, {@code null} when it cannot be read
	 * @return the length, 0 when there is no queue or the kernel does not use it
	 */
	public static int queueLengthInForce(ListenerState listener, @Nullable FastOpenSysctl sysctl) {
		return (sysctl == null || sysctl.server()) ? listener.fastOpenQueueLength() : 0;
	}

}
