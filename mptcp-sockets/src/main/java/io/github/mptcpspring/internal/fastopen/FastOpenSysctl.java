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
 * The sysctl {@code net.ipv4.tcp_fastopen}.
 *
 * @param value its value
 * @see <a href= "https://docs.kernel.org/networking/ip-sysctl.html">ip-sysctl</a>
 */
public record FastOpenSysctl(int value) {

	/** The file of this host. */
	static final Path FILE = Path.of("/proc/sys/net/ipv4/tcp_fastopen");

	/** The bit that enables Fast Open for clients. */
	private static final int CLIENT = 1;

	/** The bit that enables the Fast Open queue of listeners. */
	private static final int SERVER = 2;

	/**
	 * Read the sysctl of this host.
	 * @return the sysctl, or empty if it cannot be read
	 */
	public static Optional<FastOpenSysctl> readThisHost() {
		return read(FILE);
	}

	/**
	 * Read the sysctl.
	 * @param file its file below {@code /proc/sys}
	 * @return the sysctl, or empty if it cannot be read
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
	 * @return {@code true} if the client bit is set
	 */
	public boolean client() {
		return (this.value & CLIENT) != 0;
	}

	/**
	 * Return whether listeners use their Fast Open queue. Without the server bit the
	 * kernel accepts the option and ignores it; the bit can be set later.
	 * @return {@code true} if the server bit is set
	 */
	public boolean server() {
		return (this.value & SERVER) != 0;
	}

	/**
	 * Return why clients do not use Fast Open.
	 * @return the problem, or empty if the client bit is set
	 */
	public Optional<Problem> findMissingClientBit() {
		return client() ? Optional.empty() : Optional.of(missing("client", CLIENT));
	}

	/**
	 * Return why listeners do not use Fast Open.
	 * @return the problem, or empty if the server bit is set
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
	 * Return the effective length of the Fast Open queue of a listener. The queue is
	 * effective as soon as the server bit is set.
	 * @param listener the state of the listener
	 * @param sysctl the current sysctl, {@code null} if it cannot be read
	 * @return the length, 0 if there is no queue or the kernel does not use it
	 */
	public static int queueLengthInForce(ListenerState listener, @Nullable FastOpenSysctl sysctl) {
		return (sysctl == null || sysctl.server()) ? listener.fastOpenQueueLength() : 0;
	}

}
