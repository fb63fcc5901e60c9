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

package io.github.mptcpspring.internal.diagnosis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The kernel's counters of MPTCP and Fast Open for the network namespace, not for this
 * process alone. Which counters exist depends on the kernel.
 *
 * @param values the values in the kernel's order by the name that {@code nstat} shows,
 * without {@code MPTcpExt} and {@code TcpExt}
 * @see <a href="https://man7.org/linux/man-pages/man8/nstat.8.html">nstat(8)</a>
 */
public record MibCounters(Map<String, Long> values) {

	private static final Path NETSTAT = Path.of("/proc/net/netstat");

	private static final String MPTCP = "MPTcpExt:";

	private static final String TCP = "TcpExt:";

	private static final String FAST_OPEN = "TCPFastOpen";

	/**
	 * Create new counters.
	 */
	public MibCounters {
		values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
	}

	/**
	 * Read the counters of the network namespace that this process is in.
	 * @return the counters, none if they cannot be read
	 */
	public static MibCounters read() {
		return read(NETSTAT);
	}

	static MibCounters read(Path netstat) {
		try {
			return parse(Files.readAllLines(netstat));
		}
		catch (IOException ex) {
			return new MibCounters(Map.of());
		}
	}

	// Names in one line, values in the next, both after the same prefix. Other lines
	// are ignored, and so are values that are not numbers
	private static MibCounters parse(List<String> lines) {
		Map<String, Long> mptcp = new LinkedHashMap<>();
		Map<String, Long> fastOpen = new LinkedHashMap<>();
		String[] names = {};
		for (String line : lines) {
			String[] columns = line.split(" ");
			if (names.length > 0 && names[0].equals(columns[0])) {
				for (int column = 1; column < Math.min(names.length, columns.length); column++) {
					if (names[0].equals(MPTCP)) {
						put(mptcp, names[column], columns[column]);
					}
					else if (names[0].equals(TCP) && names[column].startsWith(FAST_OPEN)) {
						put(fastOpen, names[column], columns[column]);
					}
				}
				names = new String[0];
			}
			else {
				names = columns;
			}
		}
		mptcp.putAll(fastOpen);
		return new MibCounters(mptcp);
	}

	// MPCurrEstab also decreases, and is summed over all processors meanwhile: for a
	// moment it can be -1, which is printed as 2^64 - 1
	private static void put(Map<String, Long> counters, String name, String value) {
		try {
			counters.put(name, Math.max(0, Long.parseUnsignedLong(value)));
		}
		catch (NumberFormatException ex) {
			// Not known, which is not 0
		}
	}

	/**
	 * Return the value of a counter.
	 * @param name its name, {@code MPCapableSYNRX} for example
	 * @return the value, or empty if this kernel has no such counter
	 */
	public OptionalLong find(String name) {
		Long value = this.values.get(name);
		return (value != null) ? OptionalLong.of(value) : OptionalLong.empty();
	}

	/**
	 * Return the value of a counter.
	 * @param name its name, {@code MPCapableSYNRX} for example
	 * @return the value, 0 if this kernel has no such counter
	 */
	public long get(String name) {
		return find(name).orElse(0);
	}

}
