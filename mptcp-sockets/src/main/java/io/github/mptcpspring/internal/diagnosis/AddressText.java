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

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * Formats addresses as the tools of Linux do. The JDK writes all eight groups of an IPv6
 * address and appends its device.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5952">RFC 5952</a>
 */
final class AddressText {

	private static final int GROUPS = 8;

	private AddressText() {
	}

	static String of(InetAddress address) {
		return (address instanceof Inet6Address) ? compressed(ByteBuffer.wrap(address.getAddress()))
				: address.getHostAddress();
	}

	private static String compressed(ByteBuffer address) {
		int[] groups = new int[GROUPS];
		for (int i = 0; i < GROUPS; i++) {
			groups[i] = Short.toUnsignedInt(address.getShort());
		}
		int start = startOfLongestZeros(groups);
		int end = start + zerosFrom(start, groups);
		if (end - start < 2) {
			return join(groups, 0, GROUPS);
		}
		return join(groups, 0, start) + "::" + join(groups, end, GROUPS);
	}

	// The first one if several are equally long
	private static int startOfLongestZeros(int[] groups) {
		int longest = 0;
		for (int start = 1; start < GROUPS; start++) {
			if (zerosFrom(start, groups) > zerosFrom(longest, groups)) {
				longest = start;
			}
		}
		return longest;
	}

	private static int zerosFrom(int start, int[] groups) {
		int end = start;
		while (end < GROUPS && groups[end] == 0) {
			end++;
		}
		return end - start;
	}

	private static String join(int[] groups, int start, int end) {
		StringBuilder text = new StringBuilder();
		for (int i = start; i < end; i++) {
			text.append((i > start) ? ":" : "").append(Integer.toHexString(groups[i]));
		}
		return text.toString();
	}

}
