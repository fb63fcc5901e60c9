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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.stream.Stream;

import io.github.mptcpspring.internal.linux.struct.SockAddr;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LinuxSystemCalls} on the real kernel.
 */
@EnabledOnOs(OS.LINUX)
@Timeout(60)
class LinuxSystemCallsTests {

	private static final int THREADS = 8;

	private static final int ROUNDS = 2000;

	private SystemCalls calls;

	private int tcp;

	@BeforeEach
	void openSocket() throws SystemCallsUnavailableException {
		this.calls = SystemCalls.link();
		this.tcp = this.calls.socket(SysSocket.AF_INET, SysSocket.SOCK_STREAM | SysSocket.SOCK_CLOEXEC,
				SysSocket.IPPROTO_TCP);
		assertThat(this.tcp).isNotNegative();
	}

	@AfterEach
	void closeSocket() {
		assertThat(this.calls.close(this.tcp)).isZero();
	}

	@ParameterizedTest
	@EnumSource
	void aFailedCallAnswersItsErrno(FailingCall call) {
		assertThat(call.make(this.calls, this.tcp)).isEqualTo(-call.errno);
	}

	@Test
	void errnoIsThatOfTheCallAndNotOfAnEarlierOne() {
		assertThat(FailingCall.CLOSE.make(this.calls, this.tcp)).isEqualTo(-Errno.EBADF);
		assertThat(this.calls.fcntl(this.tcp, Fcntl.F_GETFD, 0)).isEqualTo(Fcntl.FD_CLOEXEC);
		assertThat(FailingCall.NOT_CONNECTED.make(this.calls, this.tcp)).isEqualTo(-Errno.ENOTCONN);
	}

	static Stream<Named<ThreadFactory>> threads() {
		return Stream.of(Named.of("platform threads", Thread.ofPlatform().factory()),
				Named.of("virtual threads", Thread.ofVirtual().factory()));
	}

	@ParameterizedTest
	@MethodSource("threads")
	void errnosOfManyThreadsDoNotMix(ThreadFactory threadFactory) throws Exception {
		FailingCall[] failingCalls = FailingCall.values();
		CyclicBarrier start = new CyclicBarrier(THREADS);
		try (ExecutorService executor = Executors.newThreadPerTaskExecutor(threadFactory)) {
			List<Future<Void>> results = new ArrayList<>();
			for (int i = 0; i < THREADS; i++) {
				FailingCall call = failingCalls[i % failingCalls.length];
				Callable<Void> task = () -> {
					start.await();
					for (int round = 0; round < ROUNDS; round++) {
						assertThat(call.make(this.calls, this.tcp)).isEqualTo(-call.errno);
					}
					return null;
				};
				results.add(executor.submit(task));
			}
			for (Future<Void> result : results) {
				result.get();
			}
		}
	}

	@Test
	void anOptionThatWasSetIsRead() {
		assertThat(this.calls.setsockopt(this.tcp, SockOpt.TCP_KEEPIDLE, ints(1234))).isZero();
		byte[] value = new byte[Integer.BYTES];
		assertThat(this.calls.getsockopt(this.tcp, SockOpt.TCP_KEEPIDLE, value)).isEqualTo(Integer.BYTES);
		assertThat(value).isEqualTo(ints(1234));
	}

	@ParameterizedTest
	@EnumSource(names = { "SO_REUSEADDR", "SO_KEEPALIVE", "TCP_NODELAY", "TCP_FASTOPEN", "SO_REUSEPORT" })
	void anOptionOfEachLevelIsThatOptionAndNoOther(SockOpt option) {
		assertThat(this.calls.setsockopt(this.tcp, option, ints(1))).isZero();
		byte[] value = new byte[Integer.BYTES];
		assertThat(this.calls.getsockopt(this.tcp, option, value)).isEqualTo(Integer.BYTES);
		assertThat(value).isEqualTo(ints(1));
	}

	@Test
	void aStructIsSetAndRead() {
		assertThat(this.calls.setsockopt(this.tcp, SockOpt.SO_LINGER, ints(1, 5))).isZero();
		byte[] value = new byte[SockOpt.SO_LINGER.length()];
		assertThat(this.calls.getsockopt(this.tcp, SockOpt.SO_LINGER, value)).isEqualTo(8);
		assertThat(value).isEqualTo(ints(1, 5));
	}

	@Test
	void aValueThatDoesNotFitIsCutOff() {
		assertThat(this.calls.setsockopt(this.tcp, SockOpt.SO_LINGER, ints(1, 5))).isZero();
		byte[] value = new byte[Integer.BYTES];
		assertThat(this.calls.getsockopt(this.tcp, SockOpt.SO_LINGER, value)).isEqualTo(Integer.BYTES);
		assertThat(value).isEqualTo(ints(1));
	}

	@Test
	void aValueShorterThanItsArrayLeavesTheRestAlone() {
		byte[] value = ints(-1, -1);
		assertThat(this.calls.getsockopt(this.tcp, SockOpt.SO_PROTOCOL, value)).isEqualTo(Integer.BYTES);
		assertThat(value).isEqualTo(ints(SysSocket.IPPROTO_TCP, -1));
	}

	@Test
	void aFailedCallLeavesTheArrayAlone() {
		byte[] value = ints(42);
		assertThat(this.calls.getsockopt(-1, SockOpt.SO_PROTOCOL, value)).isEqualTo(-Errno.EBADF);
		assertThat(this.calls.getpeername(this.tcp, new SockAddr(value))).isEqualTo(-Errno.ENOTCONN);
		assertThat(value).isEqualTo(ints(42));
	}

	@ParameterizedTest
	@CsvSource({ "2, 16", "10, 28" })
	void theAddressOfAFreshSocketIsUnbound(int domain, int length) {
		int socket = this.calls.socket(domain, SysSocket.SOCK_STREAM | SysSocket.SOCK_CLOEXEC, SysSocket.IPPROTO_TCP);
		SockAddr address = new SockAddr();
		assertThat(this.calls.getsockname(socket, address)).isEqualTo(length);
		assertThat(address.family()).isEqualTo(domain);
		assertThat(address.isUnbound()).isTrue();
		assertThat(this.calls.close(socket)).isZero();
	}

	@Test
	void anAddressThatDoesNotFitIsCutOff() {
		byte[] address = new byte[2];
		assertThat(this.calls.getsockname(this.tcp, new SockAddr(address))).isEqualTo(16);
		assertThat(ByteBuffer.wrap(address).order(ByteOrder.nativeOrder()).getShort()).isEqualTo((short) 2);
	}

	@Test
	void flagsOfANewSocketAreThoseAskedFor() {
		int socket = this.calls.socket(SysSocket.AF_INET, SysSocket.SOCK_STREAM | SysSocket.SOCK_NONBLOCK, 0);
		assertThat(this.calls.fcntl(socket, Fcntl.F_GETFL, 0) & Fcntl.O_NONBLOCK).isEqualTo(Fcntl.O_NONBLOCK);
		assertThat(this.calls.fcntl(socket, Fcntl.F_GETFD, 0)).isZero();
		assertThat(this.calls.fcntl(this.tcp, Fcntl.F_GETFL, 0) & Fcntl.O_NONBLOCK).isZero();
		assertThat(this.calls.fcntl(this.tcp, Fcntl.F_GETFD, 0)).isEqualTo(Fcntl.FD_CLOEXEC);
		assertThat(this.calls.close(socket)).isZero();
	}

	@ParameterizedTest
	@CsvSource({ "0, 0", "524288, 1" })
	void aDescriptorIsMadeToMeanAnother(int flags, int descriptorFlags) {
		int socket = this.calls.socket(SysSocket.AF_INET6, SysSocket.SOCK_STREAM | SysSocket.SOCK_CLOEXEC, 0);
		assertThat(this.calls.dup3(socket, this.tcp, flags)).isEqualTo(this.tcp);
		assertThat(this.calls.close(socket)).isZero();
		SockAddr address = new SockAddr();
		assertThat(this.calls.getsockname(this.tcp, address)).isPositive();
		assertThat(address.family()).isEqualTo(SysSocket.AF_INET6);
		assertThat(this.calls.fcntl(this.tcp, Fcntl.F_GETFD, 0)).isEqualTo(descriptorFlags);
	}

	@Test
	void aDuplicateHasTheLowestFreeNumberThatIsNotBelowTheArgument() {
		int duplicate = this.calls.fcntl(this.tcp, Fcntl.F_DUPFD_CLOEXEC, this.tcp + 1000);
		assertThat(duplicate).isEqualTo(this.tcp + 1000);
		assertThat(this.calls.fcntl(duplicate, Fcntl.F_GETFD, 0)).isEqualTo(Fcntl.FD_CLOEXEC);
		assertThat(this.calls.close(duplicate)).isZero();
	}

	private static byte[] ints(int... values) {
		ByteBuffer bytes = ByteBuffer.allocate(values.length * Integer.BYTES).order(ByteOrder.nativeOrder());
		for (int value : values) {
			bytes.putInt(value);
		}
		return bytes.array();
	}

	/**
	 * Calls of which each fails with an errno of its own, or through a function of its
	 * own.
	 */
	enum FailingCall {

		CLOSE(Errno.EBADF) {

			@Override
			int make(SystemCalls calls, int tcp) {
				return calls.close(-1);
			}

		},

		NOT_A_SOCKET(Errno.ENOTSOCK) {

			@Override
			int make(SystemCalls calls, int tcp) {
				return calls.getsockopt(0, SockOpt.SO_PROTOCOL, new byte[4]);
			}

		},

		NOT_CONNECTED(Errno.ENOTCONN) {

			@Override
			int make(SystemCalls calls, int tcp) {
				return calls.getpeername(tcp, new SockAddr());
			}

		},

		DUPLICATE_OF_ITSELF(Errno.EINVAL) {

			@Override
			int make(SystemCalls calls, int tcp) {
				return calls.dup3(tcp, tcp, 0);
			}

		},

		UNKNOWN_FAMILY(Errno.EAFNOSUPPORT) {

			@Override
			int make(SystemCalls calls, int tcp) {
				return calls.socket(9999, SysSocket.SOCK_STREAM, 0);
			}

		},

		UNKNOWN_PROTOCOL(Errno.EPROTONOSUPPORT) {

			@Override
			int make(SystemCalls calls, int tcp) {
				return calls.socket(SysSocket.AF_INET, SysSocket.SOCK_STREAM, 17);
			}

		},

		READ_ONLY_OPTION(Errno.ENOPROTOOPT) {

			@Override
			int make(SystemCalls calls, int tcp) {
				return calls.setsockopt(tcp, SockOpt.SO_PROTOCOL, new byte[4]);
			}

		},

		OPTION_OF_ANOTHER_FAMILY(Errno.EOPNOTSUPP) {

			@Override
			int make(SystemCalls calls, int tcp) {
				return calls.getsockopt(tcp, SockOpt.IPV6_TCLASS, new byte[4]);
			}

		},

		FLAGS_OF_NOTHING(Errno.EBADF) {

			@Override
			int make(SystemCalls calls, int tcp) {
				return calls.fcntl(-1, Fcntl.F_GETFD, 0);
			}

		},

		NAME_OF_NOTHING(Errno.EBADF) {

			@Override
			int make(SystemCalls calls, int tcp) {
				return calls.getsockname(-1, new SockAddr());
			}

		};

		private final int errno;

		FailingCall(int errno) {
			this.errno = errno;
		}

		abstract int make(SystemCalls calls, int tcp);

	}

}
