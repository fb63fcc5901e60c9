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

package io.github.mptcpspring.connection;

import java.util.HexFormat;

/**
 * The {@linkplain Connection#id() identifiers} of connections.
 */
final class ConnectionId {

	private static final HexFormat HEX = HexFormat.of();

	private ConnectionId() {
	}

	static String ofToken(int token) {
		return HEX.toHexDigits(token);
	}

	static String ofCookie(long cookie) {
		return HEX.toHexDigits(cookie);
	}

	/**
	 * Whether a connection could have an identifier, which spares asking all of them.
	 * @param id what may be an identifier
	 * @return whether it looks like one
	 */
	static boolean isPossible(String id) {
		return (id.length() == Integer.BYTES * 2 || id.length() == Long.BYTES * 2)
				&& id.chars().allMatch(HexFormat::isHexDigit);
	}

}
