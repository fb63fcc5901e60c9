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

package io.github.mptcpspring.testsupport.laboratory;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

import io.github.mptcpspring.testsupport.network.Host;

/**
 * What the kernel of a host has counted until now, {@code MPCapableACKRX} for example.
 */
public final class Counters {

	private final Map<String, Long> values = new HashMap<>();

	Counters(Host host) {
		List<String> lines = host.readProcNet("netstat");
		// A line of names and a line of values take turns
		for (int i = 0; i + 1 < lines.size(); i += 2) {
			String[] names = lines.get(i).split(" ");
			String[] numbers = lines.get(i + 1).split(" ");
			for (int k = 1; k < names.length; k++) {
				this.values.put(names[k], Long.valueOf(numbers[k]));
			}
		}
	}

	/**
	 * Return by how much a counter has grown.
	 * @param name its name
	 * @param earlier the counters before
	 * @return the difference
	 */
	public long grown(String name, Counters earlier) {
		Long value = this.values.get(name);
		if (value == null) {
			throw new NoSuchElementException("This kernel does not count " + name);
		}
		return value - earlier.values.get(name);
	}

}
