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

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Gives out addresses of this host that nobody has connected to, so that there are no
 * Fast Open cookies for them: the kernel keeps cookies by address.
 */
public final class LoopbackAddress {

	private static final AtomicInteger LAST = new AtomicInteger();

	private LoopbackAddress() {
	}

	/**
	 * Return an address that was not given out before in this JVM.
	 * @return an IPv4 address as text
	 */
	public static String next() {
		int number = LAST.incrementAndGet();
		return "127.1.%d.%d".formatted(number / 256, number % 256);
	}

}
