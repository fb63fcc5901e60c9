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

package io.github.mptcpspring.internal.descriptor;

import java.io.File;
import java.io.IOException;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;

import io.github.mptcpspring.internal.descriptor.DescriptorLookup.Found;
import io.github.mptcpspring.internal.descriptor.DescriptorLookup.NotFound;
import io.github.mptcpspring.internal.descriptor.Descriptors.OptionReader;
import io.github.mptcpspring.internal.descriptor.Descriptors.OptionWriter;
import io.github.mptcpspring.internal.linux.SockOpt;
import io.github.mptcpspring.internal.linux.SystemCalls;
import jdk.net.ExtendedSocketOptions;

/**
 * Finds the descriptor of a socket of the JDK, which does not expose it.
 * <p>
 * The socket is marked through its public options with a random keep-alive idle time and
 * interval, 30 bits together. The descriptor that has the same two values is the one, and
 * the options are then restored. The likely descriptors are tried first, then all open
 * ones.
 */
public final class DescriptorFinder {

	/** The largest keep-alive time that the kernel accepts, in seconds (tcp(7)). */
	private static final int MAX_KEEP_ALIVE_SECONDS = 32767;

	private static final File OPEN_DESCRIPTORS = new File("/proc/self/fd");

	private final SystemCalls calls;

	private final LikelyDescriptors likely;

	public DescriptorFinder(SystemCalls calls) {
		this.calls = calls;
		this.likely = new LikelyDescriptors(calls);
	}

	/**
	 * Prepare for the socket that is opened next, see
	 * {@link LikelyDescriptors#askForNext()}.
	 */
	void expectNext() {
		this.likely.askForNext();
	}

	/**
	 * Find the descriptor of a socket.
	 * @param reader reads the options of the socket
	 * @param writer sets the options of the socket
	 * @return the descriptor, or why there is none
	 */
	public DescriptorLookup find(OptionReader reader, OptionWriter writer) {
		OptionalInt number;
		try {
			number = findNumber(reader, writer);
		}
		catch (IOException ex) {
			return notFound("its options cannot be set: " + ex, "Swap it before it is closed");
		}
		catch (UnsupportedOperationException ex) {
			return notFound("it is not a TCP socket", "Use a TCP socket");
		}
		if (number.isEmpty()) {
			return notFound("its descriptor could not be found in /proc/self/fd",
					"Make that directory readable for this process and leave it free file descriptors, see: ulimit -n");
		}
		return new Found(new BorrowedDescriptor(this.calls, number.getAsInt()));
	}

	private static DescriptorLookup notFound(String description, String action) {
		return new NotFound(SocketProblems.forSocket(description, action));
	}

	private OptionalInt findNumber(OptionReader reader, OptionWriter writer) throws IOException {
		int idle = reader.read(ExtendedSocketOptions.TCP_KEEPIDLE);
		int interval = reader.read(ExtendedSocketOptions.TCP_KEEPINTERVAL);
		Fingerprint fingerprint = Fingerprint.random();
		try {
			writer.write(ExtendedSocketOptions.TCP_KEEPIDLE, fingerprint.idle());
			writer.write(ExtendedSocketOptions.TCP_KEEPINTERVAL, fingerprint.interval());
			return find(fingerprint);
		}
		finally {
			// The sysctls with their defaults may exceed the maximum of the option
			writer.write(ExtendedSocketOptions.TCP_KEEPIDLE, Math.min(idle, MAX_KEEP_ALIVE_SECONDS));
			writer.write(ExtendedSocketOptions.TCP_KEEPINTERVAL, Math.min(interval, MAX_KEEP_ALIVE_SECONDS));
		}
	}

	private OptionalInt find(Fingerprint fingerprint) {
		OptionalInt likely = this.likely.find((number) -> matches(fingerprint, number));
		return likely.isPresent() ? likely : scan(fingerprint);
	}

	private boolean matches(Fingerprint fingerprint, int number) {
		return fingerprint.matches(new BorrowedDescriptor(this.calls, number));
	}

	private OptionalInt scan(Fingerprint fingerprint) {
		String[] names = OPEN_DESCRIPTORS.list();
		if (names != null) {
			for (String name : names) {
				int number = Integer.parseInt(name);
				if (matches(fingerprint, number)) {
					this.likely.add(number);
					return OptionalInt.of(number);
				}
			}
		}
		return OptionalInt.empty();
	}

	private record Fingerprint(int idle, int interval) {

		static Fingerprint random() {
			ThreadLocalRandom random = ThreadLocalRandom.current();
			return new Fingerprint(random.nextInt(1, MAX_KEEP_ALIVE_SECONDS + 1),
					random.nextInt(1, MAX_KEEP_ALIVE_SECONDS + 1));
		}

		boolean matches(Descriptor descriptor) {
			return descriptor.getInt(SockOpt.TCP_KEEPIDLE) == this.idle
					&& descriptor.getInt(SockOpt.TCP_KEEPINTVL) == this.interval;
		}

	}

}
