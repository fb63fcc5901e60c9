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

package io.github.mptcpspring.internal.connection;

import java.util.HexFormat;
import java.util.OptionalInt;
import java.util.OptionalLong;

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
	 * Parse an identifier that is a token.
	 * @param id the identifier
	 * @return the token, or empty if it is not one
	 */
	static OptionalInt findToken(String id) {
		return isHex(id, Integer.BYTES) ? OptionalInt.of(HexFormat.fromHexDigits(id)) : OptionalInt.empty();
	}

	/**
	 * Parse an identifier that is a socket cookie.
	 * @param id the identifier
	 * @return the cookie, or empty if it is not one
	 */
	static OptionalLong findCookie(String id) {
		return isHex(id, Long.BYTES) ? OptionalLong.of(HexFormat.fromHexDigitsToLong(id)) : OptionalLong.empty();
	}

	private static boolean isHex(String id, int bytes) {
		return id.length() == bytes * 2 && id.chars().allMatch(HexFormat::isHexDigit);
	}

}
