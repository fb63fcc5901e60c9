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

package io.github.mptcpspring.testsupport.boot;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;

import io.github.mptcpspring.testsupport.ReferenceBytes;

/**
 * The bytes of {@link Transfers}, and its pauses, for threads that block.
 */
public final class BlockingTransfers {

	private BlockingTransfers() {
	}

	/**
	 * Write bytes.
	 * @param stream where to
	 * @param length how many
	 * @throws IOException when the stream breaks
	 */
	public static void write(OutputStream stream, long length) throws IOException {
		for (long position = 0; position < length; position += Transfers.MESSAGE) {
			byte[] chunk = ReferenceBytes.chunk(position, length);
			stream.write(chunk);
			pause(position, position + chunk.length, length);
		}
	}

	/**
	 * Read bytes to the end and compare them.
	 * @param stream where they come from
	 * @param length how many are expected, which only decides on the pauses
	 * @return how many have come
	 * @throws IOException when the stream breaks
	 */
	public static long check(InputStream stream, long length) throws IOException {
		byte[] buffer = new byte[Transfers.MESSAGE];
		long position = 0;
		for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
			ReferenceBytes.check(position, ByteBuffer.wrap(buffer, 0, read));
			pause(position, position + read, length);
			position += read;
		}
		return position;
	}

	// The pause is what is tried: at one end nothing comes, at the other the buffers fill
	private static void pause(long start, long end, long length) {
		if (Transfers.isPause(start, end, length)) {
			try {
				Thread.sleep(Transfers.PAUSE);
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}
	}

}
