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

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A stream of bytes that follow from their positions alone: one that is missing, doubled,
 * changed or in another's place is found out.
 */
public final class ReferenceBytes {

	private static final int CHUNK = 8192;

	private ReferenceBytes() {
	}

	/**
	 * Return the next part of the stream, as long as one writes at once.
	 * @param start the position of its first byte
	 * @param end where the stream ends
	 * @return the bytes
	 */
	public static byte[] chunk(long start, long end) {
		return bytes(start, (int) Math.min(CHUNK, end - start));
	}

	/**
	 * Compare bytes that have arrived.
	 * @param start the position of the first of them in the stream
	 * @param arrived the bytes
	 */
	public static void check(long start, ByteBuffer arrived) {
		int wrong = ByteBuffer.wrap(bytes(start, arrived.remaining())).mismatch(arrived);
		if (wrong >= 0) {
			throw new IllegalStateException("The byte at " + (start + wrong) + " is wrong");
		}
	}

	/**
	 * Read a part of the stream and compare it.
	 * @param start the position of the first byte that is read
	 * @param end where the part ends
	 * @param stream where it is read from
	 * @throws IOException when the stream ends too early
	 */
	public static void check(long start, long end, InputStream stream) throws IOException {
		for (long position = start; position < end;) {
			byte[] chunk = stream.readNBytes((int) Math.min(CHUNK, end - position));
			if (chunk.length == 0) {
				throw new EOFException("It ends after " + position + " bytes");
			}
			check(position, ByteBuffer.wrap(chunk));
			position += chunk.length;
		}
	}

	private static byte[] bytes(long start, int length) {
		int before = (int) (start % Long.BYTES);
		int words = (before + length + Long.BYTES - 1) / Long.BYTES;
		ByteBuffer bytes = ByteBuffer.allocate(words * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
		for (int i = 0; i < words; i++) {
			bytes.putLong(word(start / Long.BYTES + i));
		}
		return Arrays.copyOfRange(bytes.array(), before, before + length);
	}

	/** SplitMix64 of the number of the word: no two ranges look alike. */
	private static long word(long number) {
		long word = number * 0x9E3779B97F4A7C15L;
		word = (word ^ (word >>> 30)) * 0xBF58476D1CE4E5B9L;
		word = (word ^ (word >>> 27)) * 0x94D049BB133111EBL;
		return word ^ (word >>> 31);
	}

}
