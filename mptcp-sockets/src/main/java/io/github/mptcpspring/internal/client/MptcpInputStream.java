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

package io.github.mptcpspring.internal.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

/**
 * Input stream of an MPTCP socket that does not count a byte that is not there.
 * <p>
 * At the end of the input Linux says that one byte is available ({@code FIONREAD};
 * {@code mptcp_inq_hint} in {@code net/mptcp/protocol.c}), where TCP says none. The
 * blocking TLS of the JDK skips what is available when it closes, until nothing is
 * ({@code SSLSocketInputRecord.deplete}), and so never ends. If one byte is said to be
 * available, this stream reads it, which cannot block, and keeps it for the next read.
 */
public final class MptcpInputStream extends InputStream {

	private static final int NONE = -1;

	private final Socket socket;

	private final InputStream in;

	private final ReentrantLock readLock = new ReentrantLock();

	private int kept = NONE;

	private @Nullable IOException failure;

	private boolean ended;

	/**
	 * Create a new stream.
	 * @param socket the socket
	 * @param in the socket's own stream, which nobody else may read from
	 */
	public MptcpInputStream(Socket socket, InputStream in) {
		this.socket = socket;
		this.in = in;
	}

	@Override
	public int read() throws IOException {
		byte[] single = new byte[1];
		return (read(single, 0, 1) > 0) ? Byte.toUnsignedInt(single[0]) : -1;
	}

	@Override
	public int read(byte[] bytes, int offset, int length) throws IOException {
		Objects.checkFromIndexSize(offset, length, bytes.length);
		if (length == 0) {
			return this.in.read(bytes, offset, length);
		}
		this.readLock.lock();
		try {
			if (isReadable()) {
				throwFailure();
				if (this.kept != NONE) {
					bytes[offset] = (byte) this.kept;
					this.kept = NONE;
					return 1;
				}
			}
			return this.in.read(bytes, offset, length);
		}
		finally {
			this.readLock.unlock();
		}
	}

	// Otherwise the stream of the JDK says what happens
	private boolean isReadable() {
		return !this.socket.isClosed() && !this.socket.isInputShutdown();
	}

	private void throwFailure() throws IOException {
		IOException failure = this.failure;
		if (failure != null) {
			this.failure = null;
			throw failure;
		}
	}

	/**
	 * Return the number of bytes that can be read without blocking. While another thread
	 * reads, a single byte is left to it and does not count.
	 */
	@Override
	public int available() throws IOException {
		if (!this.readLock.tryLock()) {
			int available = this.in.available();
			return (available > 1) ? available : 0;
		}
		try {
			int available = this.in.available();
			if (available == 1) {
				if (this.kept == NONE && !this.ended) {
					keepNext();
				}
				available = 0;
			}
			return (this.kept != NONE && isReadable()) ? available + 1 : available;
		}
		finally {
			this.readLock.unlock();
		}
	}

	private void keepNext() {
		try {
			this.kept = this.in.read();
		}
		catch (IOException ex) {
			this.failure = ex;
		}
		this.ended = this.kept == NONE;
	}

	@Override
	public void close() throws IOException {
		this.in.close();
	}

}
