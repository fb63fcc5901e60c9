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

package io.github.mptcpspring.testsupport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * The kernel's {@code TcpExt} and {@code MPTcpExt} counters at one moment. They count for
 * the whole network namespace, so only in one of its own ({@link InNetworkNamespace}) can
 * a test say by how much they grow.
 */
public final class KernelCounters {

	private static final Path NETSTAT = Path.of("/proc/net/netstat");

	private final Map<String, Long> values;

	private KernelCounters(Map<String, Long> values) {
		this.values = values;
	}

	/**
	 * Read the counters.
	 * @return the counters now
	 * @throws IOException when they cannot be read
	 */
	public static KernelCounters read() throws IOException {
		return new KernelCounters(parse(Files.readAllLines(NETSTAT)));
	}

	/** A line of names and a line of values take turns, with the same prefix. */
	private static Map<String, Long> parse(List<String> lines) {
		Map<String, Long> values = new HashMap<>();
		for (int i = 0; i + 1 < lines.size(); i += 2) {
			String[] names = lines.get(i).split(" ");
			String[] numbers = lines.get(i + 1).split(" ");
			if (names[0].equals("TcpExt:") || names[0].equals("MPTcpExt:")) {
				for (int k = 1; k < names.length; k++) {
					values.put(names[k], Long.valueOf(numbers[k]));
				}
			}
		}
		return values;
	}

	/**
	 * Return the value of a counter.
	 * @param name its name, {@code TCPFastOpenPassive} for example
	 * @return its value
	 */
	public long get(String name) {
		Long value = this.values.get(name);
		if (value == null) {
			throw new NoSuchElementException("This kernel does not count " + name);
		}
		return value;
	}

	/**
	 * Return by how much a counter has grown.
	 * @param earlier the counters before
	 * @param name its name
	 * @return the difference
	 */
	public long since(KernelCounters earlier, String name) {
		return get(name) - earlier.get(name);
	}

}
