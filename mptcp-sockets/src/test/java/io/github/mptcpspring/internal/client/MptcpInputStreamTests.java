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

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link MptcpInputStream} on a socket that behaves as one of MPTCP. On sockets
 * of the kernel: {@link MptcpSocketTests}.
 */
class MptcpInputStreamTests {

	private final FakeInput input = new FakeInput();

	private final MptcpInputStream stream = new MptcpInputStream(new Socket(), this.input);

	@Test
	void theEndIsNotAvailable() throws IOException {
		assertThat(this.input.available()).isOne();
		assertThat(this.stream.available()).isZero();
		assertThat(this.stream.available()).isZero();
		assertThat(this.stream.read()).isEqualTo(-1);
		assertThat(this.stream.available()).isZero();
	}

	@Test
	void theLastByteIsAvailable() throws IOException {
		this.input.receive((byte) -3);
		assertThat(this.stream.available()).isOne();
		assertThat(this.stream.available()).isOne();
		assertThat(this.stream.read()).isEqualTo(253);
		assertThat(this.stream.available()).isZero();
		assertThat(this.stream.read()).isEqualTo(-1);
	}

	@Test
	void aByteThatWasReadAheadIsTheFirst() throws IOException {
		this.input.receive((byte) 1);
		assertThat(this.stream.available()).isOne();
		this.input.receive((byte) 2, (byte) 3);
		assertThat(this.stream.available()).isEqualTo(3);
		assertThat(this.stream.readNBytes(3)).containsExactly(1, 2, 3);
		assertThat(this.stream.available()).isZero();
	}

	@Test
	void aFailureIsKeptForTheNextRead() throws IOException {
		this.input.failure = new SocketException("Connection timed out");
		assertThat(this.stream.available()).isZero();
		assertThat(this.stream.available()).isZero();
		assertThatExceptionOfType(SocketException.class).isThrownBy(this.stream::read)
			.withMessage("Connection timed out");
		assertThat(this.stream.read()).isEqualTo(-1);
	}

	@Test
	void readingNothingReadsNothing() throws IOException {
		this.input.receive((byte) 1);
		assertThat(this.stream.available()).isOne();
		assertThat(this.stream.read(new byte[0])).isZero();
		assertThat(this.stream.read()).isOne();
	}

	@Test
	void skippingWhatIsAvailableEnds() throws IOException {
		this.input.receive(new byte[100]);
		int skipped = 0;
		for (int round = 0; this.stream.available() != 0; round++) {
			assertThat(round).isLessThan(10);
			skipped += (int) this.stream.skip(this.stream.available());
		}
		assertThat(skipped).isEqualTo(100);
	}

	/**
	 * The input of a socket whose other end has been closed.
	 */
	private static final class FakeInput extends InputStream {

		private InputStream received = new ByteArrayInputStream(new byte[0]);

		private SocketException failure;

		void receive(byte... bytes) {
			this.received = new ByteArrayInputStream(bytes);
		}

		@Override
		public int read() throws IOException {
			SocketException thrown = this.failure;
			this.failure = null;
			if (thrown != null) {
				throw thrown;
			}
			return this.received.read();
		}

		@Override
		public int available() throws IOException {
			return Math.max(this.received.available(), 1);
		}

	}

}
