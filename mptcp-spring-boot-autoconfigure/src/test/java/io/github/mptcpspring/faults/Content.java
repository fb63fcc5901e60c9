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

package io.github.mptcpspring.faults;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * A long body in which every position tells what byte belongs there.
 */
final class Content {

	static final int CHUNK = 8192;

	private static final long FACTOR = 0x9E37_79B9_7F4A_7C15L;

	private Content() {
	}

	/**
	 * Answer a piece of the body.
	 * @param position where it starts
	 * @param end where the body ends
	 * @return the piece, no longer than {@link #CHUNK}
	 */
	static byte[] chunk(long position, long end) {
		byte[] chunk = new byte[(int) Math.min(CHUNK, end - position)];
		for (int i = 0; i < chunk.length; i++) {
			chunk[i] = (byte) (((position + i) * FACTOR) >>> 56);
		}
		return chunk;
	}

	/**
	 * Read a piece of the body and verify every byte of it.
	 * @param body the body
	 * @param position where the piece starts
	 * @param end where the piece ends
	 * @throws IOException when the body ends too early or is not what it should be
	 */
	static void verify(InputStream body, long position, long end) throws IOException {
		for (long start = position; start < end; start += CHUNK) {
			byte[] expected = chunk(start, end);
			byte[] actual = body.readNBytes(expected.length);
			if (actual.length < expected.length) {
				throw new EOFException("The body ends after " + (start + actual.length) + " bytes");
			}
			int mismatch = Arrays.mismatch(expected, actual);
			if (mismatch >= 0) {
				throw new IOException("The body is wrong at byte " + (start + mismatch));
			}
		}
	}

}
