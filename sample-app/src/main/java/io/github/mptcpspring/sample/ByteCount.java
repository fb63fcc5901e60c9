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

package io.github.mptcpspring.sample;

import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/**
 * A number of bytes to download.
 *
 * @param value the number, 0 to {@link #MAX} (10 GiB)
 */
record ByteCount(long value) {

	static final long MAX = 10L * 1024 * 1024 * 1024;

	/**
	 * Parse what a client asks for.
	 * @param bytes the parameter {@code bytes} of a request
	 * @return the number of bytes
	 * @throws ResponseStatusException when it is no number or out of range: a 400 that
	 * says what is allowed
	 */
	static ByteCount parse(String bytes) {
		try {
			long value = Long.parseLong(bytes);
			if (value >= 0 && value <= MAX) {
				return new ByteCount(value);
			}
		}
		catch (NumberFormatException ex) {
			// Told below, like a number out of range
		}
		throw new ResponseStatusException(HttpStatus.BAD_REQUEST,
				"Parameter 'bytes' must be a whole number from 0 to " + MAX);
	}

}
