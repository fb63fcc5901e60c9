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

package io.github.mptcpspring.internal.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import io.github.mptcpspring.internal.linux.Errno;
import io.github.mptcpspring.internal.linux.SockOpt;
import io.github.mptcpspring.internal.linux.SysSocket;
import io.github.mptcpspring.internal.linux.SystemCalls;
import io.github.mptcpspring.internal.linux.struct.MptcpFullInfo;
import io.github.mptcpspring.internal.linux.struct.SockAddr;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A kernel that answers on netlink sockets what a test has written for it, and knows
 * nothing else.
 */
final class ScriptedKernel implements SystemCalls {

	private static final int DESCRIPTOR = 1000;

	private static final int ANY_SEQUENCE = 0;

	private final Deque<Answer> answers = new ArrayDeque<>();

	private final Deque<Integer> errors = new ArrayDeque<>();

	private final List<byte[]> questions = new ArrayList<>();

	private int socketAnswer = DESCRIPTOR;

	private int sendAnswer;

	private int open;

	private int family = -1;

	/**
	 * Build a message that answers the last question.
	 * @param type its type
	 * @param flags its flags
	 * @param payload what follows the header
	 * @return the message with its padding
	 */
	static byte[] message(int type, int flags, byte[] payload) {
		return message(type, flags, ANY_SEQUENCE, payload);
	}

	static byte[] message(int type, int flags, int sequence, byte[] payload) {
		return ByteBuffer.allocate((16 + payload.length + 3) & ~3)
			.order(ByteOrder.nativeOrder())
			.putInt(16 + payload.length)
			.putShort((short) type)
			.putShort((short) flags)
			.putInt(sequence)
			.putInt(0)
			.put(payload)
			.array();
	}

	static byte[] integer(int value) {
		return ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.nativeOrder()).putInt(value).array();
	}

	static byte[] concat(byte[]... parts) {
		int length = 0;
		for (byte[] part : parts) {
			length += part.length;
		}
		ByteBuffer all = ByteBuffer.allocate(length);
		for (byte[] part : parts) {
			all.put(part);
		}
		return all.array();
	}

	ScriptedKernel refuseSocket(int errno) {
		this.socketAnswer = -errno;
		return this;
	}

	ScriptedKernel refuseQuestion(int errno) {
		this.sendAnswer = -errno;
		return this;
	}

	/**
	 * Return one call of recvfrom.
	 * @param messages what it receives
	 * @return this kernel
	 */
	ScriptedKernel answer(byte[]... messages) {
		return answerAs(0, messages);
	}

	/**
	 * Let a process take the place of the kernel for one call of recvfrom.
	 * @param port its {@code nl_pid}
	 * @param messages what it sends
	 * @return this kernel
	 */
	ScriptedKernel answerAs(int port, byte[]... messages) {
		this.answers.add(new Answer(port, concat(messages)));
		return this;
	}

	/**
	 * Let a call of recvfrom fail, before it receives the next answer.
	 * @param errno how it fails
	 * @return this kernel
	 */
	ScriptedKernel interrupt(int errno) {
		this.errors.add(errno);
		return this;
	}

	List<ByteBuffer> questions() {
		return this.questions.stream()
			.map((question) -> ByteBuffer.wrap(question).order(ByteOrder.nativeOrder()))
			.toList();
	}

	int family() {
		return this.family;
	}

	int openDescriptors() {
		return this.open;
	}

	@Override
	public int socket(int domain, int type, int protocol) {
		assertThat(domain).isEqualTo(SysSocket.AF_NETLINK);
		assertThat(type).isEqualTo(SysSocket.SOCK_RAW | SysSocket.SOCK_CLOEXEC);
		this.family = protocol;
		if (this.socketAnswer >= 0) {
			this.open++;
		}
		return this.socketAnswer;
	}

	@Override
	public int send(int descriptor, byte[] message, int flags) {
		assertThat(descriptor).isEqualTo(DESCRIPTOR);
		assertThat(this.open).isOne();
		this.questions.add(message);
		return (this.sendAnswer < 0) ? this.sendAnswer : message.length;
	}

	@Override
	public int recvfrom(int descriptor, byte[] message, int flags, byte[] sender) {
		assertThat(descriptor).isEqualTo(DESCRIPTOR);
		assertThat(this.open).isOne();
		assertThat(flags).isEqualTo(SysSocket.MSG_DONTWAIT);
		if (!this.errors.isEmpty()) {
			return -this.errors.remove();
		}
		if (this.answers.isEmpty()) {
			return -Errno.EAGAIN;
		}
		Answer answer = this.answers.remove();
		ByteBuffer.wrap(sender).order(ByteOrder.nativeOrder()).putInt(SysSocket.AF_NETLINK).putInt(answer.port());
		byte[] bytes = numbered(answer.messages());
		int length = Math.min(bytes.length, message.length);
		System.arraycopy(bytes, 0, message, 0, length);
		return length;
	}

	// With the number of the last question where a test has not written another
	private byte[] numbered(byte[] messages) {
		ByteBuffer all = ByteBuffer.wrap(messages).order(ByteOrder.nativeOrder());
		int start = 0;
		while (messages.length - start >= 16) {
			if (all.getInt(start + 8) == ANY_SEQUENCE) {
				all.putInt(start + 8, questions().getLast().getInt(8));
			}
			int length = all.getInt(start);
			start += (length >= 16 && length <= messages.length - start) ? (length + 3) & ~3 : messages.length;
		}
		return messages;
	}

	@Override
	public int close(int descriptor) {
		assertThat(descriptor).isEqualTo(DESCRIPTOR);
		this.open--;
		return 0;
	}

	@Override
	public int dup3(int source, int target, int flags) {
		throw new UnsupportedOperationException();
	}

	@Override
	public int fcntl(int descriptor, int command, int argument) {
		throw new UnsupportedOperationException();
	}

	@Override
	public int getsockopt(int descriptor, SockOpt option, byte[] value) {
		throw new UnsupportedOperationException();
	}

	@Override
	public int getMptcpFullInfo(int descriptor, MptcpFullInfo fullInfo) {
		throw new UnsupportedOperationException();
	}

	@Override
	public int setsockopt(int descriptor, SockOpt option, byte[] value) {
		throw new UnsupportedOperationException();
	}

	@Override
	public int getsockname(int descriptor, SockAddr address) {
		throw new UnsupportedOperationException();
	}

	@Override
	public int getpeername(int descriptor, SockAddr address) {
		throw new UnsupportedOperationException();
	}

	/**
	 * What one call of recvfrom receives.
	 *
	 * @param port who sends it
	 * @param messages the messages
	 */
	private record Answer(int port, byte[] messages) {

	}

}
