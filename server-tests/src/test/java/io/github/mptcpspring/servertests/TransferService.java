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

package io.github.mptcpspring.servertests;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.stream.Stream;

import io.github.mptcpspring.testsupport.KernelSockets;
import io.github.mptcpspring.testsupport.ReferenceBytes;
import io.github.mptcpspring.testsupport.SocketOptions;
import io.grpc.Attributes;
import io.grpc.BindableService;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;

/**
 * A gRPC service, and calls of it, that needs no generated code.
 */
public final class TransferService implements BindableService {

	/** More than the buffers of the kernel take, so that each end waits for the other. */
	static final long LENGTH = 8_000_000;

	private static final Context.Key<InetSocketAddress> OWN = Context.key("own");

	private static final Context.Key<InetSocketAddress> CLIENT = Context.key("client");

	private static final MethodDescriptor<byte[], byte[]> PROTOCOL = method("protocol", MethodType.UNARY);

	private static final MethodDescriptor<byte[], byte[]> PORTS = method("ports", MethodType.UNARY);

	private static final MethodDescriptor<byte[], byte[]> DOWNLOAD = method("download", MethodType.SERVER_STREAMING);

	private static final MethodDescriptor<byte[], byte[]> UPLOAD = method("upload", MethodType.CLIENT_STREAMING);

	/**
	 * Return what the kernel says of the connection that a call came with.
	 * @param channel the channel
	 * @return what the server's end and the client's end speak, both of this process
	 */
	public static String protocol(Channel channel) {
		return call(channel, PROTOCOL);
	}

	/**
	 * Return the options of both ends of the connection that a call comes with.
	 * @param channel the channel to 127.0.0.1
	 * @return the options of the server's end and of the client's end
	 */
	static List<SocketOptions> options(Channel channel) {
		List<InetSocketAddress> ends = Stream.of(call(channel, PORTS).split(" "))
			.map((port) -> new InetSocketAddress("127.0.0.1", Integer.parseInt(port)))
			.toList();
		return List.of(KernelSockets.options(ends.getFirst(), ends.getLast()),
				KernelSockets.options(ends.getLast(), ends.getFirst()));
	}

	private static String call(Channel channel, MethodDescriptor<byte[], byte[]> method) {
		return new String(
				ClientCalls.blockingUnaryCall(channel, method,
						CallOptions.DEFAULT.withDeadlineAfter(30, TimeUnit.SECONDS), new byte[0]),
				StandardCharsets.US_ASCII);
	}

	/**
	 * Receive megabytes, with a pause, and compare them.
	 * @param channel the channel
	 */
	public static void download(Channel channel) {
		Iterator<byte[]> chunks = chunks(channel);
		long position = 0;
		while (chunks.hasNext()) {
			byte[] chunk = chunks.next();
			ReferenceBytes.check(position, ByteBuffer.wrap(chunk));
			position += chunk.length;
			if (position - chunk.length < LENGTH / 2 && position >= LENGTH / 2) {
				pause();
			}
		}
		if (position != LENGTH) {
			throw new IllegalStateException(position + " bytes arrived");
		}
	}

	/**
	 * Receive megabytes.
	 * @param channel the channel
	 * @return the parts in which they arrive
	 */
	static Iterator<byte[]> chunks(Channel channel) {
		return ClientCalls.blockingServerStreamingCall(channel, DOWNLOAD,
				CallOptions.DEFAULT.withDeadlineAfter(60, TimeUnit.SECONDS), new byte[0]);
	}

	/**
	 * Send megabytes, with a pause, that the server compares.
	 * @param channel the channel
	 * @return how many have arrived
	 * @throws Exception when they have not
	 */
	public static String upload(Channel channel) throws Exception {
		CompletableFuture<String> answer = new CompletableFuture<>();
		StreamObserver<byte[]> request = ClientCalls.asyncClientStreamingCall(
				channel.newCall(UPLOAD, CallOptions.DEFAULT.withDeadlineAfter(60, TimeUnit.SECONDS)),
				new StreamObserver<>() {

					@Override
					public void onNext(byte[] value) {
						answer.complete(new String(value, StandardCharsets.US_ASCII));
					}

					@Override
					public void onError(Throwable failure) {
						answer.completeExceptionally(failure);
					}

					@Override
					public void onCompleted() {
						// The answer is complete
					}

				});
		send(request);
		return answer.get(60, TimeUnit.SECONDS);
	}

	private static void send(StreamObserver<byte[]> stream) {
		for (long position = 0; position < LENGTH;) {
			byte[] chunk = ReferenceBytes.chunk(position, LENGTH);
			stream.onNext(chunk);
			position += chunk.length;
			if (position - chunk.length < LENGTH / 2 && position >= LENGTH / 2) {
				pause();
			}
		}
		stream.onCompleted();
	}

	// The pause is what is tried: the other end waits
	private static void pause() {
		try {
			Thread.sleep(100);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public ServerServiceDefinition bindService() {
		return ServerInterceptors.intercept(ServerServiceDefinition.builder("transfer")
			.addMethod(PROTOCOL,
					answer((own, client) -> KernelSockets.connection(own, client) + " "
							+ KernelSockets.connection(client, own)))
			.addMethod(PORTS, answer((own, client) -> own.getPort() + " " + client.getPort()))
			.addMethod(DOWNLOAD, ServerCalls.asyncServerStreamingCall((request, response) -> send(response)))
			.addMethod(UPLOAD, ServerCalls.asyncClientStreamingCall(Received::new))
			.build(), new PeerInterceptor());
	}

	private static ServerCallHandler<byte[], byte[]> answer(
			BiFunction<InetSocketAddress, InetSocketAddress, String> answer) {
		return ServerCalls.asyncUnaryCall((request, response) -> {
			response.onNext(answer.apply(OWN.get(), CLIENT.get()).getBytes(StandardCharsets.US_ASCII));
			response.onCompleted();
		});
	}

	private static MethodDescriptor<byte[], byte[]> method(String name, MethodType type) {
		return MethodDescriptor.<byte[], byte[]>newBuilder(new BytesMarshaller(), new BytesMarshaller())
			.setFullMethodName("transfer/" + name)
			.setType(type)
			.build();
	}

	private static final class Received implements StreamObserver<byte[]> {

		private final StreamObserver<byte[]> response;

		private long position;

		private Received(StreamObserver<byte[]> response) {
			this.response = response;
		}

		@Override
		public void onNext(byte[] chunk) {
			ReferenceBytes.check(this.position, ByteBuffer.wrap(chunk));
			this.position += chunk.length;
		}

		@Override
		public void onError(Throwable failure) {
			// The client says so
		}

		@Override
		public void onCompleted() {
			this.response.onNext(Long.toString(this.position).getBytes(StandardCharsets.US_ASCII));
			this.response.onCompleted();
		}

	}

	private static final class PeerInterceptor implements ServerInterceptor {

		@Override
		public <Q, A> ServerCall.Listener<Q> interceptCall(ServerCall<Q, A> call, Metadata headers,
				ServerCallHandler<Q, A> next) {
			Context context = Context.current()
				.withValue(OWN, address(call, Grpc.TRANSPORT_ATTR_LOCAL_ADDR))
				.withValue(CLIENT, address(call, Grpc.TRANSPORT_ATTR_REMOTE_ADDR));
			return Contexts.interceptCall(context, call, headers, next);
		}

		private static InetSocketAddress address(ServerCall<?, ?> call, Attributes.Key<SocketAddress> key) {
			// A Unix domain socket has none
			return (call.getAttributes().get(key) instanceof InetSocketAddress address) ? address : null;
		}

	}

	private static final class BytesMarshaller implements MethodDescriptor.Marshaller<byte[]> {

		@Override
		public InputStream stream(byte[] value) {
			return new ByteArrayInputStream(value);
		}

		@Override
		public byte[] parse(InputStream stream) {
			try {
				return stream.readAllBytes();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
