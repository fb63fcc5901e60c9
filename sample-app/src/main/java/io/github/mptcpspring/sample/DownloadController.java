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

import java.io.IOException;
import java.io.OutputStream;

import io.github.mptcpspring.MptcpConnection;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Sends as many bytes as the client asks for, in constant memory.
 * <p>
 * The byte at offset {@code i} of every download is {@code i % 251}, so that a client can
 * verify what it received. 251 is prime: a buffer of a power of two bytes that is lost,
 * repeated or swapped with its neighbour breaks the pattern.
 */
@RestController
class DownloadController {

	/** The header that says what the connection is, for example {@code mptcp/2}. */
	static final String CONNECTION = "Mptcp-Connection";

	static final int PATTERN_LENGTH = 251;

	/** Whole patterns, so that chunk follows chunk without a seam; never written to. */
	private static final byte[] CHUNK = chunk(256);

	@GetMapping("/download")
	void download(@RequestParam(defaultValue = "") String bytes, HttpMethod method, HttpServletResponse response,
			@Nullable MptcpConnection connection) throws IOException {
		long length = ByteCount.parse(bytes).value();
		response.setContentType(MediaType.APPLICATION_OCTET_STREAM_VALUE);
		response.setContentLengthLong(length);
		if (connection != null) {
			response.setHeader(CONNECTION, connection.toString());
		}
		if (!HttpMethod.HEAD.equals(method)) {
			write(length, response.getOutputStream());
		}
	}

	private static void write(long length, OutputStream body) throws IOException {
		for (long left = length; left > 0; left -= CHUNK.length) {
			body.write(CHUNK, 0, (int) Math.min(left, CHUNK.length));
		}
	}

	private static byte[] chunk(int patterns) {
		byte[] chunk = new byte[patterns * PATTERN_LENGTH];
		for (int i = 0; i < chunk.length; i++) {
			chunk[i] = (byte) (i % PATTERN_LENGTH);
		}
		return chunk;
	}

}
