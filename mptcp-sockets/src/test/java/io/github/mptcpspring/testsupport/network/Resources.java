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

package io.github.mptcpspring.testsupport.network;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.util.Objects;

/**
 * What a JVM on a host uses.
 *
 * @param descriptors its open descriptors
 * @param heap its heap after a garbage collection, in bytes
 */
public record Resources(int descriptors, long heap) {

	/** What a JVM is told to make it measure. */
	static final String ORDER = "measure";

	/** What the answer begins with. */
	static final String PREFIX = "resources ";

	static void report() {
		System.gc();
		int descriptors = Objects.requireNonNull(new File("/proc/self/fd").list()).length;
		long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
		System.out.println(PREFIX + descriptors + " " + heap);
	}

	static Resources parse(String line) {
		String[] words = line.substring(PREFIX.length()).split(" ");
		return new Resources(Integer.parseInt(words[0]), Long.parseLong(words[1]));
	}

}
