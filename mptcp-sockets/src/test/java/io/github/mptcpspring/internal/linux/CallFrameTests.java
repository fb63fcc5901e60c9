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

package io.github.mptcpspring.internal.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.stream.Stream;

import io.github.mptcpspring.internal.linux.struct.SockAddr;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CallFrame} through the calls that use it: no call gets what belongs to
 * another, at the same time or earlier.
 */
@EnabledOnOs(OS.LINUX)
class CallFrameTests {

	/** Takes no address. */
	private static final byte[] NOBODY = {};

	/** More than there are frames. */
	private static final int THREADS = 48;

	private static final int ROUNDS = 2000;

	private SystemCalls calls;

	@BeforeEach
	void link() throws SystemCallsUnavailableException {
		this.calls = SystemCalls.link();
	}

	static Stream<Named<ThreadFactory>> threads() {
		return Stream.of(Named.of("platform threads", Thread.ofPlatform().factory()),
				Named.of("virtual threads", Thread.ofVirtual().factory()));
	}

	@ParameterizedTest
	@MethodSource("threads")
	void manyThreadsGetTheAnswersOfTheirOwnSockets(ThreadFactory threadFactory) throws Exception {
		CyclicBarrier start = new CyclicBarrier(THREADS);
		List<Future<Void>> results = new ArrayList<>();
		try (ExecutorService executor = Executors.newThreadPerTaskExecutor(threadFactory)) {
			for (int i = 0; i < THREADS; i++) {
				int number = 1000 + i;
				Callable<Void> task = () -> {
					start.await();
					verifyOwnAnswers(number);
					return null;
				};
				results.add(executor.submit(task));
			}
			for (Future<Void> result : results) {
				result.get();
			}
		}
	}

	private void verifyOwnAnswers(int number) {
		int socket = this.calls.socket((number % 2 == 0) ? SysSocket.AF_INET : SysSocket.AF_INET6,
				SysSocket.SOCK_STREAM | SysSocket.SOCK_CLOEXEC, 0);
		try {
			byte[] cookie = new byte[Long.BYTES];
			assertThat(this.calls.getsockopt(socket, SockOpt.SO_COOKIE, cookie)).isEqualTo(Long.BYTES);
			assertThat(this.calls.setsockopt(socket, SockOpt.TCP_KEEPIDLE, OptionValue.ofInt(number))).isZero();
			for (int round = 0; round < ROUNDS; round++) {
				byte[] value = new byte[(round % 7 == 0) ? 600 : Integer.BYTES];
				assertThat(this.calls.getsockopt(socket, SockOpt.TCP_KEEPIDLE, value)).isEqualTo(Integer.BYTES);
				assertThat(OptionValue.toInt(value)).isEqualTo(number);
				byte[] again = new byte[Long.BYTES];
				assertThat(this.calls.getsockopt(socket, SockOpt.SO_COOKIE, again)).isEqualTo(Long.BYTES);
				assertThat(again).isEqualTo(cookie);
				SockAddr address = new SockAddr();
				assertThat(this.calls.getsockname(socket, address)).isEqualTo((number % 2 == 0) ? 16 : 28);
				assertThat(address.family()).isEqualTo((number % 2 == 0) ? SysSocket.AF_INET : SysSocket.AF_INET6);
				if (round % 16 == number % 16) {
					Thread.yield();
				}
			}
		}
		finally {
			this.calls.close(socket);
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 511, 512, 513, 70_000 })
	void anArrayMayBeLongerThanAnyValue(int length) {
		int socket = this.calls.socket(SysSocket.AF_INET, SysSocket.SOCK_STREAM | SysSocket.SOCK_CLOEXEC, 0);
		byte[] value = filled(length);
		assertThat(this.calls.getsockopt(socket, SockOpt.SO_PROTOCOL, value)).isEqualTo(Integer.BYTES);
		assertThat(OptionValue.toInt(value)).isEqualTo(SysSocket.IPPROTO_TCP);
		assertThat(Arrays.copyOfRange(value, Integer.BYTES, length)).containsOnly(7);
		byte[] address = filled(length);
		assertThat(this.calls.getsockname(socket, new SockAddr(address))).isEqualTo(16);
		assertThat(Arrays.copyOfRange(address, 16, length)).containsOnly(7);
		assertThat(this.calls.close(socket)).isZero();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 511, 512, 513, 20_000 })
	void aMessageIsSentAndReceivedWhole(int length) throws Exception {
		byte[] message = new byte[length];
		for (int i = 0; i < length; i++) {
			message[i] = (byte) (i * 31 + i / 256);
		}
		try (ConnectedSockets sockets = ConnectedSockets.tcp("127.0.0.1")) {
			int descriptor = sockets.clientDescriptor(this.calls);
			assertThat(this.calls.send(descriptor, message, 0)).isEqualTo(length);
			ByteBuffer received = ByteBuffer.allocate(length);
			while (received.hasRemaining()) {
				assertThat(sockets.server().read(received)).isPositive();
			}
			assertThat(received.array()).isEqualTo(message);
			sockets.server().write(received.flip());
			byte[] answer = new byte[0];
			while (answer.length < length) {
				byte[] part = filled(length + 10);
				int count = this.calls.recvfrom(descriptor, part, 0, NOBODY);
				assertThat(count).isPositive();
				assertThat(Arrays.copyOfRange(part, count, part.length)).containsOnly(7);
				byte[] longer = Arrays.copyOf(answer, answer.length + count);
				System.arraycopy(part, 0, longer, answer.length, count);
				answer = longer;
			}
			assertThat(answer).isEqualTo(message);
		}
	}

	@Test
	void aShorterAnswerHasNothingOfAnEarlierCall() throws Exception {
		try (ConnectedSockets sockets = ConnectedSockets.tcp("127.0.0.1")) {
			int descriptor = sockets.clientDescriptor(this.calls);
			assertThat(this.calls.send(descriptor, "secret secret secret".getBytes(StandardCharsets.US_ASCII), 0))
				.isEqualTo(20);
			sockets.server().write(ByteBuffer.wrap(new byte[] { 1, 2 }));
			byte[] message = filled(20);
			assertThat(this.calls.recvfrom(descriptor, message, 0, NOBODY)).isEqualTo(2);
			assertThat(message).startsWith(1, 2, 7, 7).endsWith(7, 7);
			assertThat(Arrays.copyOfRange(message, 2, 20)).containsOnly(7);
			byte[] none = filled(20);
			assertThat(this.calls.recvfrom(descriptor, none, SysSocket.MSG_DONTWAIT, NOBODY)).isEqualTo(-Errno.EAGAIN);
			assertThat(none).containsOnly(7);
			sockets.server().shutdownOutput();
			assertThat(this.calls.recvfrom(descriptor, none, 0, NOBODY)).isZero();
			assertThat(none).containsOnly(7);
		}
	}

	@Test
	void whatDoesNotFitStaysForTheNextCall() throws Exception {
		try (ConnectedSockets sockets = ConnectedSockets.tcp("127.0.0.1")) {
			int descriptor = sockets.clientDescriptor(this.calls);
			sockets.server().write(ByteBuffer.wrap(new byte[] { 1, 2, 3 }));
			byte[] message = new byte[2];
			assertThat(this.calls.recvfrom(descriptor, message, 0, NOBODY)).isEqualTo(2);
			assertThat(message).containsExactly(1, 2);
			assertThat(this.calls.recvfrom(descriptor, message, 0, NOBODY)).isEqualTo(1);
			assertThat(message).containsExactly(3, 2);
		}
	}

	@Test
	void messagesOfNothingAreRefused() {
		assertThat(this.calls.send(-1, new byte[1], 0)).isEqualTo(-Errno.EBADF);
		assertThat(this.calls.send(-1, new byte[1000], 0)).isEqualTo(-Errno.EBADF);
		assertThat(this.calls.recvfrom(-1, new byte[1], 0, NOBODY)).isEqualTo(-Errno.EBADF);
		assertThat(this.calls.recvfrom(0, new byte[1], SysSocket.MSG_DONTWAIT, NOBODY)).isEqualTo(-Errno.ENOTSOCK);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 2, 12, 20, 600 })
	void theSenderIsReadAsFarAsItFits(int length) {
		int descriptor = this.calls.socket(SysSocket.AF_NETLINK, SysSocket.SOCK_RAW | SysSocket.SOCK_CLOEXEC,
				SysSocket.NETLINK_GENERIC);
		try {
			// No message that the kernel knows: it sends an error
			byte[] question = ByteBuffer.allocate(20)
				.order(ByteOrder.nativeOrder())
				.putInt(20)
				.putShort((short) 0x7fff)
				.putShort((short) 1)
				.array();
			assertThat(this.calls.send(descriptor, question, 0)).isEqualTo(20);
			byte[] sender = filled(length);
			assertThat(this.calls.recvfrom(descriptor, new byte[100], SysSocket.MSG_DONTWAIT, sender)).isPositive();
			byte[] kernel = ByteBuffer.allocate(600)
				.order(ByteOrder.nativeOrder())
				.putShort((short) SysSocket.AF_NETLINK)
				.array();
			assertThat(sender).isEqualTo(Arrays.copyOf(kernel, length));
		}
		finally {
			this.calls.close(descriptor);
		}
	}

	private static byte[] filled(int length) {
		byte[] bytes = new byte[length];
		Arrays.fill(bytes, (byte) 7);
		return bytes;
	}

}
